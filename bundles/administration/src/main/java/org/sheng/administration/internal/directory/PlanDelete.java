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

/** Deletes a plan. */
@Component(service = Operation.class)
@Offered(name = "plan-delete", http = "DELETE /plans/{name}", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Deletes a plan that no domain and no user has.")
public final class PlanDelete implements Operation<PlanName, Void> {
    private final DirectoryAdmin directory;

    @Activate
    public PlanDelete(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    @Override
    public Void run(PlanName in, Call call) throws Refusal {
        Plans.named(directory, in.name()).orElseThrow(() -> Refused.noPlan(in.name()));
        return Refused.orDone(() -> {
            directory.deletePlan(in.name());
            return null;
        });
    }

    @Override
    public Optional<Inverse> inverse(PlanName in, Optional<Object> before) {
        return before.map(PlanView.class::cast).map(view -> new Inverse("plan-add", view.tree()));
    }
}
