package org.sheng.administration.internal.services;

import java.time.Instant;
import java.util.List;
import org.sheng.operation.Input;
import org.sheng.service.MailService;
import org.sheng.service.MailService.State;

/** A service as it is shown. */
record ServiceView(
        @Input("Its name.") String name,
        @Input("What it does.") MailService.Kind kind,
        @Input("The state of RFC 2788.") State state,
        @Input("Why it is halted or congested; empty else.") String reason,
        @Input("When the state changed last.") Instant since,
        @Input("What it is, for people.") String description,
        @Input("Where it listens.") List<EndpointView> endpoints) {

    /** A socket. */
    record EndpointView(
            @Input("Numeric address.") String address,
            @Input("Port.") int port,
            @Input("plain, starttls or tls.") String security) { }

    static ServiceView of(MailService service) {
        return new ServiceView(service.name(), service.kind(), service.state(), service.reason(), service.lastChange(),
                service.description(), service.endpoints().stream().map(each -> new EndpointView(each.address(), each.port(),
                each.security())).toList());
    }
}
