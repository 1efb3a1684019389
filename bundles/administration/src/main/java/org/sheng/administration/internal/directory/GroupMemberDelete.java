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
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Takes members out of a group. */
@Component(service = Operation.class)
@Offered(name = "group-member-delete", http = "DELETE /groups/{address}/members", area = Area.DIRECTORY, access = Access.CHANGE,
        forDomains = true, text = "Takes members out of a group; all of them or none.")
public final class GroupMemberDelete implements Operation<GroupMembers, GroupMemberAdd.Out> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupMemberDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public GroupMemberAdd.Out run(GroupMembers in, Call call) throws Refusal {
        Group group = Groups.named(directory, in.address());
        LinkedHashSet<MailAddress> rest = new LinkedHashSet<>(group.members());
        for (MailAddress member : in.members()) {
            if (!rest.remove(member)) {
                throw new Refusal(Kind.MISSING, "members", Refused.text("no-member", member.toString(), group.address().toString()));
            }
        }
        Refused.orDone(() -> directory.putGroup(new Group(group.address(), group.name(), group.writers(), List.copyOf(rest))));
        return new GroupMemberAdd.Out(group.address(), rest.size());
    }

    @Override
    public Scope scope(GroupMembers in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(GroupMembers in, Optional<Object> before) {
        return Optional.of(new Inverse("group-member-add", Map.of("address", in.address().toString(), "members",
                Groups.texts(in.members()))));
    }
}
