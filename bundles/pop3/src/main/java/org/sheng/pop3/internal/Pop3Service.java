package org.sheng.pop3.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sheng.net.LineServer;
import org.sheng.net.Offering;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;

/** The POP3 service: its ports and settings, whether its engines are there or not. */
@Component(immediate = true, service = {})
public final class Pop3Service {
    private final LineServer.Offer<Pop3Settings> offer;

    @Activate
    public Pop3Service(@Reference LineServer server) {
        offer = server.offer(new Offering<>("org.sheng.pop3", Pop3Settings.class, Pop3Settings::enabled,
                Pop3Service::spec, Pop3Settings::limits, new Pop3Protocol(), Pop3Engines.CONTRACTS));
    }

    static ServiceSpec spec(Pop3Settings settings) {
        return new ServiceSpec("pop3", "Lets users fetch mail (POP3)", MailService.Kind.ACCESS,
                List.of(new Port(settings.port(), Security.STARTTLS), new Port(settings.tlsPort(), Security.TLS)));
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bind(Pop3Engines engines) {
        offer.serve(new Pop3Sessions(engines.store, engines.authenticator, offer::values));
    }

    void unbind(Pop3Engines engines) {
        offer.suspend();
    }

    @Deactivate
    void stop() {
        offer.close();
    }
}
