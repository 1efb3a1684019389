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

/** The submission service (RFC 6409, RFC 8314): its ports and settings, whether its engines are there or not. */
@Component(service = {}, immediate = true)
public final class SubmissionService {
    private final LineServer.Offer<SubmissionSettings> offer;
    private final SendingRates rates = new SendingRates(System::nanoTime);

    @Activate
    public SubmissionService(@Reference LineServer server, @Reference Node node) {
        offer = server.offer(new Offering<>("org.sheng.submission", SubmissionSettings.class,
                SubmissionSettings::enabled, SubmissionService::spec,
                values -> values.limits().connections(), new SmtpProtocol(node.hostName()),
                SubmissionEngines.CONTRACTS));
    }

    static ServiceSpec spec(SubmissionSettings settings) {
        return new ServiceSpec("submission", "Mail from users (submission)", MailService.Kind.SUBMISSION,
                List.of(new Port(settings.port(), Security.STARTTLS), new Port(settings.tlsPort(), Security.TLS)));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(SubmissionEngines engines) {
        offer.serve(new SmtpSessions(Protocols.SUBMISSION, new SubmissionPolicy(offer::values,
                new Spool(engines.queue), rates), engines.services));
    }

    void unbind(SubmissionEngines engines) {
        offer.suspend();
    }

    @Deactivate
    void deactivate() {
        offer.close();
    }
}
