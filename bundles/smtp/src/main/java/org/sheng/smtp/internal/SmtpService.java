package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
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

/** The SMTP service (RFC 5321). */
@Component(service = {}, immediate = true)
public final class SmtpService {
    private final OfferedService<SmtpSettings> offered;

    @Activate
    public SmtpService(@Reference Settings settings, @Reference LineServer server, @Reference Node node, @Reference Directory directory,
            @Reference MailStore store, @Reference MailQueue queue, @Reference MessageScanner scanner, @Reference Events events) {
        Services services = new Services(node, directory, store, scanner, events, Optional.empty());
        offered = new OfferedService<>(settings, server, services, "org.sheng.smtp", SmtpSettings.class, SmtpSettings::enabled, SmtpService::spec,
                Protocols.SMTP, values -> new SmtpPolicy(values, new Spool(queue)));
    }

    static ServiceSpec spec(SmtpSettings settings) {
        return new ServiceSpec("smtp", "Mail from other hosts (SMTP)", MailService.Kind.RECEIVE,
                List.of(new Port(settings.port(), Security.STARTTLS)));
    }

    @Deactivate
    void deactivate() {
        offered.close();
    }
}
