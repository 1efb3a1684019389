package org.sheng.smtp.internal;

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

/** The SMTP service (RFC 5321): its ports and settings, whether its engines are there or not. */
@Component(service = {}, immediate = true)
public final class SmtpService {
    private final LineServer.Offer<SmtpSettings> offer;

    @Activate
    public SmtpService(@Reference LineServer server, @Reference Node node) {
        offer = server.offer(new Offering<>("org.sheng.smtp", SmtpSettings.class, SmtpSettings::enabled,
                SmtpService::spec, values -> values.limits().connections(), new SmtpProtocol(node.hostName()),
                SmtpEngines.CONTRACTS));
    }

    static ServiceSpec spec(SmtpSettings settings) {
        return new ServiceSpec("smtp", "Mail from other hosts (SMTP)", MailService.Kind.RECEIVE,
                List.of(new Port(settings.port(), Security.STARTTLS)));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(SmtpEngines engines) {
        offer.serve(new SmtpSessions(Protocols.SMTP, new SmtpPolicy(offer::values, new Spool(engines.queue)),
                engines.services));
    }

    void unbind(SmtpEngines engines) {
        offer.suspend();
    }

    @Deactivate
    void deactivate() {
        offer.close();
    }
}
