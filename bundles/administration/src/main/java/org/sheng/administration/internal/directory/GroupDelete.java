package org.sheng.administration.internal.directory;

import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Scope;

/** Deletes a group. */
@Component(service = Operation.class)
@Offered(name = "group-delete", http = "DELETE /groups/{address}", area = Area.DIRECTORY, access = Access.CHANGE,
        forDomains = true, text = "Deletes a group; its members stay.")
public final class GroupDelete implements Operation<GroupAddress, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public GroupDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Void run(GroupAddress in, Call call) throws Refusal {
        return Refused.orDone(() -> {
            directory.deleteGroup(in.address());
            return null;
        });
    }

    @Override
    public Scope scope(GroupAddress in) {
        return Scope.of(in.address().domain());
    }

    @Override
    public Optional<Inverse> inverse(GroupAddress in, Optional<Object> before) {
        return before.map(GroupView.class::cast).flatMap(Groups::again);
    }
}
