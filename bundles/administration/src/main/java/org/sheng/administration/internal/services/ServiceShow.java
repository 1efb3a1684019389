package org.sheng.administration.internal.services;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;

/** Shows a service. Its counters are in the list. */
@Component(service = Operation.class)
@Offered(name = "service-show", http = "GET /services/{name}", area = Area.SERVICES, access = Access.LOOK,
        text = "Shows a service with its state and where it listens.")
public final class ServiceShow implements Operation<ServiceName, ServiceView> {
    private final RunningServices services;

    @Activate
    public ServiceShow(@Reference RunningServices services) {
        this.services = services;
    }

    @Override
    public ServiceView run(ServiceName in, Call call) throws Refusal {
        return ServiceView.of(services.named(in.name()));
    }
}
