package org.sheng.administration.internal.services;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.service.MailService;
import org.sheng.service.MailService.State;
import org.sheng.service.ServiceCounters;

/** Lists the services. */
@Component(service = Operation.class)
@Offered(name = "service-list", http = "GET /services", area = Area.SERVICES, access = Access.LOOK,
        text = "Lists the services of the node with state, ports and connections.")
public final class ServiceList implements Operation<ServiceList.In, Page<ServiceList.Row>> {
    private final RunningServices services;

    @Activate
    public ServiceList(@Reference RunningServices services) {
        this.services = services;
    }

    /** See {@link #run}. */
    public record In(
            @Input("Only those in this state.") Optional<State> state,
            @Input("Only those that do this.") Optional<MailService.Kind> kind) { }

    /** A service in the list. */
    public record Row(
            @Input("Its name.") String name,
            @Input("What it does.") MailService.Kind kind,
            @Input("The state of RFC 2788.") State state,
            @Input("When the state changed last.") Instant since,
            @Input("Where it listens: address:port/security.") List<String> endpoints,
            @Input("Connections that are open now.") int open,
            @Input("Connections that were taken since it was there.") long accepted,
            @Input("Connections that were refused.") long rejected,
            @Input("Connections of its own that are open now.") int outbound,
            @Input("What it is, for people.") String description,
            @Input("Why it is halted or congested; empty else.") String reason) { }

    @Override
    public Page<Row> run(In in, Call call) {
        return Page.all(services.all().stream()
                .filter(service -> in.state().map(wanted -> wanted == service.state()).orElse(true)
                        && in.kind().map(wanted -> wanted == service.kind()).orElse(true))
                .map(ServiceList::row).toList());
    }

    private static Row row(MailService service) {
        ServiceCounters counters = service.counters();
        return new Row(service.name(), service.kind(), service.state(), service.lastChange(),
                service.endpoints().stream().map(ServiceList::text).toList(), counters.inboundAssociations(),
                counters.accumulatedInboundAssociations(), counters.rejectedInboundAssociations(), counters.outboundAssociations(),
                service.description(), service.reason());
    }

    /** {@code 127.0.0.1:2525/starttls}; a numeric IPv6 address stands in brackets. */
    private static String text(MailService.Endpoint endpoint) {
        String host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        return host + ":" + endpoint.port() + "/" + endpoint.security();
    }
}
