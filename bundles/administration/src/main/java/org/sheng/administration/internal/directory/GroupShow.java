package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Shows a group. */
@Component(service = Operation.class)
@Offered(name = "group-show", http = "GET /groups/{address}", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows a group with its members.")
public final class GroupShow implements Operation<GroupAddress, GroupView> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupShow(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public GroupView run(GroupAddress in, Call call) throws Refusal {
        return GroupView.of(Groups.named(directory, in.address()));
    }

    @Override
    public Scope scope(GroupAddress in) {
        return Scope.of(in.address().domain());
    }
}
