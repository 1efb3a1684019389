package org.sheng.imap.internal;

import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.config.Settings;
import org.sheng.mime.MessageScanner;
import org.sheng.net.LineServer;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** IMAP as a service of the node. Changed ports make it listen anew; every other setting holds from the next connection on. */
@Component(immediate = true, service = {})
public final class ImapService {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.imap");

    private final LineServer server;
    private final Settings.Watch<ImapSettings> settings;
    private final ImapProtocol protocol;
    private ImapSettings offered;
    private LineServer.Offer offer;

    @Activate
    public ImapService(@Reference LineServer server, @Reference Settings settings, @Reference MailStore store,
            @Reference Authenticator authenticator, @Reference MessageScanner scanner) {
        this.server = server;
        this.settings = settings.watch("org.sheng.imap", ImapSettings.class, this::changed);
        protocol = new ImapProtocol(new Imap(store, authenticator, scanner, this.settings::values, Clock.systemUTC()));
        offer(this.settings.values(), this.settings.values().enabled());
    }

    static ServiceSpec spec(int port, int tlsPort) {
        return new ServiceSpec("imap", "Lets users work with their mail (IMAP)", MailService.Kind.ACCESS,
                List.of(new Port(port, Security.STARTTLS), new Port(tlsPort, Security.TLS)));
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

    private synchronized void changed(ImapSettings now) {
        if (offer == null || now.port() == offered.port() && now.tlsPort() == offered.tlsPort()) {
            return;
        }
        boolean serving = offer.service().state().serving();
        offer.close();
        offer(now, serving);
    }

    private synchronized void offer(ImapSettings now, boolean start) {
        offered = now;
        offer = server.offer(spec(now.port(), now.tlsPort()), () -> settings.values().limits(), protocol);
        if (start) {
            offer.service().start().whenComplete((started, failure) -> {
                if (failure != null) {
                    LOG.error("IMAP does not listen: {}", failure.getMessage());
                }
            });
        }
    }
}
