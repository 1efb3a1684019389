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

/** Starts a service. */
@Component(service = Operation.class)
@Offered(name = "service-start", http = "POST /services/{name}/start", area = Area.SERVICES, access = Access.OPERATE,
        text = "Starts a service.")
public final class ServiceStart implements Operation<ServiceName, ServiceView> {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final RunningServices services;

    @Activate
    public ServiceStart(@Reference RunningServices services) {
        this.services = services;
    }

    @Override
    public ServiceView run(ServiceName in, Call call) throws Refusal {
        MailService service = services.named(in.name());
        return Waiting.until(service.start(), service, LIMIT, call);
    }

    @Override
    public Optional<Inverse> inverse(ServiceName in, Optional<Object> before) {
        boolean serving = services.all().stream().anyMatch(each -> each.name().equals(in.name()) && each.state().serving());
        return serving ? Optional.empty() : Optional.of(new Inverse("service-stop", Map.of("name", in.name())));
    }
}
