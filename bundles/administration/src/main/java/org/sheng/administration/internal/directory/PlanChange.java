package org.sheng.administration.internal.directory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.Plan;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;

/** Changes a plan. */
@Component(service = Operation.class)
@Offered(name = "plan-change", http = "PATCH /plans/{name}", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Changes a plan, at once for all that inherit from it: what is not given stays.")
public final class PlanChange implements Operation<PlanChange.In, PlanView> {
    private final DirectoryAdmin directory;

    @Activate
    public PlanChange(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Name of the plan.", max = 64) String name,
            @Input(value = "What it is for.", max = 256) Optional<String> description,
            @Input("Its limits.") Optional<LimitValues> limits,
            @Input(value = "Limits that it has no more.", max = 5) List<LimitName> inherit) { }

    @Override
    public PlanView run(In in, Call call) throws Refusal {
        Plan before = Plans.named(directory, in.name()).orElseThrow(() -> Refused.noPlan(in.name()));
        Plan changed = new Plan(before.name(), in.description().orElse(before.description()),
                LimitName.changed(before.limits(), in.limits(), in.inherit()));
        return PlanView.of(Refused.orDone(() -> directory.putPlan(changed)));
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return before.map(PlanView.class::cast).map(view -> {
            Map<String, Object> input = view.tree();
            input.put("inherit", LimitName.unset(view.limits()));
            return new Inverse("plan-change", input);
        });
    }
}
