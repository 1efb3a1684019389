package org.sheng.lmtp.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sheng.config.Node;
import org.sheng.net.LineServer;
import org.sheng.net.Offering;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.smtp.session.SmtpProtocol;
import org.sheng.smtp.session.SmtpSessions;

/** The LMTP service (RFC 2033): its port and settings, whether its engines are there or not. */
@Component(service = {}, immediate = true)
public final class LmtpService {
    private final LineServer.Offer<LmtpSettings> offer;

    @Activate
    public LmtpService(@Reference LineServer server, @Reference Node node) {
        offer = server.offer(new Offering<>("org.sheng.lmtp", LmtpSettings.class, LmtpSettings::enabled,
                LmtpService::spec,
                values -> values.limits().connections(), new SmtpProtocol(node.hostName()), LmtpEngines.CONTRACTS));
    }

    static ServiceSpec spec(LmtpSettings settings) {
        return new ServiceSpec("lmtp", "Mail from a server beside this one into the mailboxes (LMTP)", MailService.Kind.RECEIVE,
                List.of(new Port(settings.port(), Security.STARTTLS)));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(LmtpEngines engines) {
        offer.serve(new SmtpSessions(Lmtp.DIALECT, new LmtpPolicy(offer::values, engines.delivery), engines.services));
    }

    void unbind(LmtpEngines engines) {
        offer.suspend();
    }

    @Deactivate
    void deactivate() {
        offer.close();
    }
}
