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
import org.sheng.net.Limits;
import org.sheng.net.LineServer;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.store.MailStore;

/** Offers IMAP to the node. */
@Component(service = ImapService.class, immediate = true)
public final class ImapService {
    private static final int UNREAD_BYTES = 128 * 1024;

    private final Settings.Watch<ImapSettings> settings;
    private final LineServer.Offer offer;

    @Activate
    public ImapService(@Reference LineServer server, @Reference Settings settings, @Reference MailStore store,
            @Reference Authenticator authenticator, @Reference MessageScanner scanner) {
        this.settings = settings.watch("org.sheng.imap", ImapSettings.class, changed -> { });
        ImapSettings first = this.settings.values();
        Imap imap = new Imap(store, authenticator, scanner, this.settings::values, Clock.systemUTC());
        offer = server.offer(spec(first.port(), first.tlsPort()), () -> limits(this.settings.values()), new ImapProtocol(imap));
        offer.service().start();
    }

    public static ServiceSpec spec(int port, int tlsPort) {
        return new ServiceSpec("imap", "Mailboxes for mail clients over IMAP", MailService.Kind.ACCESS,
                List.of(new Port(port, Security.STARTTLS), new Port(tlsPort, Security.TLS)));
    }

    public static Limits limits(ImapSettings settings) {
        return new Limits(settings.connections(), settings.connectionsPerAddress(), settings.newConnectionsPerMinute(),
                settings.loginTimeout(), UNREAD_BYTES);
    }

    @Deactivate
    void deactivate() {
        offer.close();
        settings.close();
    }
}
