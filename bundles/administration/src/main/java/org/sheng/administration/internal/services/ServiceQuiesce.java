package org.sheng.administration.internal.services;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.service.MailService;

/** Stops a service gently. */
@Component(service = Operation.class)
@Offered(name = "service-quiesce", http = "POST /services/{name}/quiesce", area = Area.SERVICES, access = Access.OPERATE, task = true,
        text = "Stops a service gently: no new work, what is begun may end.")
public final class ServiceQuiesce implements Operation<ServiceName, ServiceView> {
    /** Above any quiesce limit of a service, which ends it by itself. */
    private static final Duration LIMIT = Duration.ofDays(1);
    private final RunningServices services;

    @Activate
    public ServiceQuiesce(@Reference RunningServices services) {
        this.services = services;
    }

    @Override
    public ServiceView run(ServiceName in, Call call) throws Refusal {
        MailService service = services.named(in.name());
        return Waiting.until(service.quiesce(), service, LIMIT, call);
    }

    @Override
    public Optional<Inverse> inverse(ServiceName in, Optional<Object> before) {
        boolean serving = services.all().stream().anyMatch(each -> each.name().equals(in.name()) && each.state().serving());
        return serving ? Optional.of(new Inverse("service-start", Map.of("name", in.name()))) : Optional.empty();
    }
}
