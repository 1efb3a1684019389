package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;

/** Lists the services of the node. */
@Service
@Command(scope = "sheng", name = "service-list", description =
        "Lists the services of the node with state, ports and connections")
public final class ServiceList extends ListCommand {
    @Override
    void run() throws Exception {
        MailServices.<Void, RuntimeException>in(context, services -> {
            try (Listing listing = listing("name", "kind", "state", "since", "endpoints", "open", "accepted",
                    "rejected", "description", "reason")) {
                services.forEach(service -> row(listing, service));
            }
            return null;
        });
    }

    private static void row(Listing listing, MailService service) {
        ServiceCounters counters = service.counters();
        List<String> endpoints = service.endpoints().stream().map(ServiceList::text).toList();
        listing.row(service.name(), service.kind(), service.state(), service.lastChange(), endpoints,
                counters.inboundAssociations(),
                counters.accumulatedInboundAssociations(), counters.rejectedInboundAssociations(),
                service.description(), service.reason());
    }

    /** {@code 127.0.0.1:2525/starttls}; a numeric IPv6 address stands in brackets. */
    private static String text(MailService.Endpoint endpoint) {
        String host = endpoint.address().contains(":") ? "[" + endpoint.address() + "]" : endpoint.address();
        return host + ":" + endpoint.port() + "/" + endpoint.security();
    }
}
