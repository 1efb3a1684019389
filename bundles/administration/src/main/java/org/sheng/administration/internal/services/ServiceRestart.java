package org.sheng.administration.internal.services;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.service.MailService;

/** Stops a service and starts it again. */
@Component(service = Operation.class)
@Offered(name = "service-restart", http = "POST /services/{name}/restart", area = Area.SERVICES, access = Access.OPERATE,
        text = "Stops a service and starts it again.")
public final class ServiceRestart implements Operation<ServiceName, ServiceView> {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private final RunningServices services;

    @Activate
    public ServiceRestart(@Reference RunningServices services) {
        this.services = services;
    }

    @Override
    public ServiceView run(ServiceName in, Call call) throws Refusal {
        MailService service = services.named(in.name());
        return Waiting.until(service.stop().thenCompose(stopped -> service.start()), service, LIMIT, call);
    }
}
