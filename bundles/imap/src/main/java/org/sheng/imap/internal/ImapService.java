package org.sheng.imap.internal;

import java.time.Clock;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.LineServer;
import org.sheng.net.Offering;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;

/** The IMAP service: its ports and settings, whether its engines are there or not. */
@Component(immediate = true, service = {})
public final class ImapService {
    private final LineServer.Offer<ImapSettings> offer;

    @Activate
    public ImapService(@Reference LineServer server) {
        offer = server.offer(new Offering<>("org.sheng.imap", ImapSettings.class, ImapSettings::enabled,
                values -> spec(values.port(), values.tlsPort()), ImapSettings::limits, new ImapProtocol(),
                ImapEngines.CONTRACTS));
    }

    static ServiceSpec spec(int port, int tlsPort) {
        return new ServiceSpec("imap", "Lets users work with their mail (IMAP)", MailService.Kind.ACCESS,
                List.of(new Port(port, Security.STARTTLS), new Port(tlsPort, Security.TLS)));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(ImapEngines engines) {
        Imap imap = new Imap(engines.store, engines.authenticator, engines.scanner, offer::values, Clock.systemUTC());
        offer.serve(connection -> new ImapSession(imap, connection));
    }

    void unbind(ImapEngines engines) {
        offer.suspend();
    }

    @Deactivate
    void stop() {
        offer.close();
    }
}
