package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.directory.Directory;
import org.sheng.event.Events;
import org.sheng.mime.MessageScanner;
import org.sheng.net.LineServer;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.queue.MailQueue;
import org.sheng.service.MailService;
import org.sheng.smtp.session.OfferedService;
import org.sheng.smtp.session.Services;
import org.sheng.store.MailStore;

/** The submission service (RFC 6409, RFC 8314). */
@Component(service = {}, immediate = true)
public final class SubmissionService {
    private final OfferedService<SubmissionSettings> offered;

    @Activate
    public SubmissionService(@Reference Settings settings, @Reference LineServer server, @Reference Node node, @Reference Directory directory,
            @Reference MailStore store, @Reference MailQueue queue, @Reference MessageScanner scanner, @Reference Events events,
            @Reference Authenticator authenticator) {
        Services services = new Services(node, directory, store, scanner, events, Optional.of(authenticator));
        SendingRates rates = new SendingRates(System::nanoTime);
        offered = new OfferedService<>(settings, server, services, "org.sheng.submission", SubmissionSettings.class, SubmissionSettings::enabled,
                SubmissionService::spec, Protocols.SUBMISSION, values -> new SubmissionPolicy(values, new Spool(queue), rates));
    }

    static ServiceSpec spec(SubmissionSettings settings) {
        return new ServiceSpec("submission", "Mail from users (submission)", MailService.Kind.SUBMISSION,
                List.of(new Port(settings.port(), Security.STARTTLS), new Port(settings.tlsPort(), Security.TLS)));
    }

    @Deactivate
    void deactivate() {
        offered.close();
    }
}
