package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Group.Writers;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Adds a group. */
@Component(service = Operation.class)
@Offered(name = "group-add", http = "POST /groups", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Adds a group: mail to it goes to all members.")
public final class GroupAdd implements Operation<GroupAdd.In, GroupView> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("The group's address.") MailAddress address,
            @Input(value = "Its name for people.", max = 256) Optional<String> name,
            @Input(value = "Who may write to it: anyone, its domain's users, its members.", standard = "anyone")
            Optional<Writers> writers,
            @Input(value = "Addresses of members, here or elsewhere.", max = 10_000) List<MailAddress> members) { }

    @Override
    public GroupView run(In in, Call call) throws Refusal {
        if (directory.group(in.address()).isPresent()) {
            throw new Refusal(Kind.EXISTS, "address", Refused.text("group-exists", in.address().toString()));
        }
        return GroupView.of(Refused.orDone(() -> directory.putGroup(new Group(in.address(), in.name().orElse(""),
                in.writers().orElse(Writers.ANYONE), in.members()))));
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return Optional.of(new Inverse("group-delete", Map.of("address", in.address().toString())));
    }
}
