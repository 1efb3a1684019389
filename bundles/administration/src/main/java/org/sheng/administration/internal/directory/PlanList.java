package org.sheng.administration.internal.directory;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.administration.internal.Nothing;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Scope;

/** Lists the plans: an administrator of domains has to know them to give users one. */
@Component(service = Operation.class)
@Offered(name = "plan-list", http = "GET /plans", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Lists the plans with their limits.")
public final class PlanList implements Operation<Nothing, Page<PlanView>> {
    private final DirectoryAdmin directory;

    @Activate
    public PlanList(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Page<PlanView> run(Nothing in, Call call) {
        return Page.all(directory.plans().stream().map(PlanView::of).toList());
    }

    @Override
    public Scope scope(Nothing in) {
        return Scope.SEEN;
    }
}
