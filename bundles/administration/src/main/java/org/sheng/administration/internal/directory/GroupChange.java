package org.sheng.administration.internal.directory;

import java.util.Locale;
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
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Changes a group. */
@Component(service = Operation.class)
@Offered(name = "group-change", http = "PATCH /groups/{address}", area = Area.DIRECTORY, access = Access.CHANGE, forDomains = true,
        text = "Changes name and writers of a group: what is not given stays.")
public final class GroupChange implements Operation<GroupChange.In, GroupView> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupChange(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input("The group's address.") MailAddress address,
            @Input(value = "Its name for people.", max = 256) Optional<String> name,
            @Input("Who may write to it: anyone, its domain's users, its members.") Optional<Writers> writers) { }

    @Override
    public GroupView run(In in, Call call) throws Refusal {
        Group before = Groups.named(directory, in.address());
        return GroupView.of(Refused.orDone(() -> directory.putGroup(new Group(before.address(), in.name().orElse(before.name()),
                in.writers().orElse(before.writers()), before.members()))));
    }

    @Override
    public Scope scope(In in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return before.map(GroupView.class::cast).map(view -> new Inverse("group-change", Map.of("address", view.address().toString(),
                "name", view.name(), "writers", view.writers().name().toLowerCase(Locale.ROOT))));
    }
}
