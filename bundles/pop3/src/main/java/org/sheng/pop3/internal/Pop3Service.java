package org.sheng.pop3.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.config.Settings;
import org.sheng.net.LineServer;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POP3 as a service of the node. Changed ports make it listen anew; every other setting holds from the next connection
 * on.
 */
@Component(immediate = true, service = {})
public final class Pop3Service {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.pop3");

    private final LineServer server;
    private final Settings.Watch<Pop3Settings> settings;
    private final Pop3Protocol protocol;
    private Pop3Settings offered;
    private LineServer.Offer offer;

    @Activate
    public Pop3Service(@Reference LineServer server, @Reference Settings settings, @Reference MailStore store,
            @Reference Authenticator authenticator) {
        this.server = server;
        this.settings = settings.watch("org.sheng.pop3", Pop3Settings.class, this::changed);
        protocol = new Pop3Protocol(store, authenticator, this.settings::values);
        offer(this.settings.values(), this.settings.values().enabled());
    }

    @Deactivate
    void stop() {
        settings.close();
        LineServer.Offer last;
        synchronized (this) {
            last = offer;
            offer = null; // a change that comes now offers nothing any more
        }
        last.close();
    }

    private synchronized void changed(Pop3Settings now) {
        if (offer == null || now.port() == offered.port() && now.tlsPort() == offered.tlsPort()) {
            return;
        }
        boolean serving = offer.service().state().serving();
        offer.close();
        offer(now, serving);
    }

    private synchronized void offer(Pop3Settings now, boolean start) {
        offered = now;
        List<Port> ports = List.of(new Port(now.port(), Security.STARTTLS), new Port(now.tlsPort(), Security.TLS));
        ServiceSpec spec = new ServiceSpec("pop3", "Lets users fetch mail (POP3)", MailService.Kind.ACCESS, ports);
        offer = server.offer(spec, () -> settings.values().limits(), protocol);
        if (start) {
            offer.service().start().whenComplete((started, failure) -> {
                if (failure != null) {
                    LOG.error("POP3 does not listen: {}", failure.getMessage());
                }
            });
        }
    }
}
