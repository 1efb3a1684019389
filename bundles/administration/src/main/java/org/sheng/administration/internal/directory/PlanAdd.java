package org.sheng.administration.internal.directory;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Plan;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/** Adds a plan. */
@Component(service = Operation.class)
@Offered(name = "plan-add", http = "POST /plans", area = Area.DIRECTORY, access = Access.CHANGE,
        text = "Adds a plan: limits that domains and users inherit.")
public final class PlanAdd implements Operation<PlanAdd.In, PlanView> {
    private final DirectoryAdmin directory;

    @Activate
    public PlanAdd(@Reference DirectoryAdmin directory) {
        this.directory = directory;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Its name: a to z, 0 to 9 and -.", pattern = "[a-z0-9-]{1,64}") String name,
            @Input(value = "What it is for.", max = 256) Optional<String> description,
            @Input("Its limits.") Optional<LimitValues> limits) { }

    @Override
    public PlanView run(In in, Call call) throws Refusal {
        if (Plans.named(directory, in.name()).isPresent()) {
            throw new Refusal(Kind.EXISTS, "name", Refused.text("plan-exists", in.name()));
        }
        Plan plan = new Plan(in.name(), in.description().orElse(""), in.limits().map(LimitValues::settings)
                .orElse(LimitSettings.INHERIT));
        return PlanView.of(Refused.orDone(() -> directory.putPlan(plan)));
    }

    @Override
    public Optional<Inverse> inverse(In in, Optional<Object> before) {
        return Optional.of(new Inverse("plan-delete", Map.of("name", in.name())));
    }
}
