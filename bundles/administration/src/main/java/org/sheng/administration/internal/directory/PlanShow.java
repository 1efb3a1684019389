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

/** Shows a plan. */
@Component(service = Operation.class)
@Offered(name = "plan-show", http = "GET /plans/{name}", area = Area.DIRECTORY, access = Access.LOOK, forDomains = true,
        text = "Shows a plan with its limits.")
public final class PlanShow implements Operation<PlanName, PlanView> {
    private final DirectoryAdmin directory;

    @Activate
    public PlanShow(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public PlanView run(PlanName in, Call call) throws Refusal {
        return Plans.named(directory, in.name()).map(PlanView::of).orElseThrow(() -> Refused.noPlan(in.name()));
    }

    @Override
    public Scope scope(PlanName in) {
        return Scope.SEEN;
    }
}
