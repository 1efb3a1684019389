package org.sheng.administration.internal.directory;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
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

/** Adds members to a group. */
@Component(service = Operation.class)
@Offered(name = "group-member-add", http = "POST /groups/{address}/members", area = Area.DIRECTORY, access = Access.CHANGE,
        forDomains = true, text = "Adds members to a group.")
public final class GroupMemberAdd implements Operation<GroupMembers, GroupMemberAdd.Out> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupMemberAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** The group after it. */
    public record Out(
            @Input("The group's address.") MailAddress address,
            @Input("How many members it has now.") int memberCount) { }

    @Override
    public Out run(GroupMembers in, Call call) throws Refusal {
        Group group = Groups.named(directory, in.address());
        LinkedHashSet<MailAddress> all = new LinkedHashSet<>(group.members());
        all.addAll(in.members());
        Refused.orDone(() -> directory.putGroup(new Group(group.address(), group.name(), group.writers(), List.copyOf(all))));
        return new Out(group.address(), all.size());
    }

    @Override
    public Scope scope(GroupMembers in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(GroupMembers in, Optional<Object> before) {
        LinkedHashSet<MailAddress> added = new LinkedHashSet<>(in.members());
        directory.group(in.address()).ifPresent(group -> group.members().forEach(added::remove));
        return added.isEmpty() ? Optional.empty() : Optional.of(new Inverse("group-member-delete", Map.of("address",
                in.address().toString(), "members", Groups.texts(List.copyOf(added)))));
    }
}
