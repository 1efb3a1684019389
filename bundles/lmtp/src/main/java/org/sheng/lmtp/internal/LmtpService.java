package org.sheng.lmtp.internal;

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
import org.sheng.pipeline.LocalDelivery;
import org.sheng.service.MailService;
import org.sheng.smtp.session.OfferedService;
import org.sheng.smtp.session.Services;
import org.sheng.store.MailStore;

/** The LMTP service (RFC 2033). */
@Component(service = {}, immediate = true)
public final class LmtpService {
    private final OfferedService<LmtpSettings> offered;

    @Activate
    public LmtpService(@Reference Settings settings, @Reference LineServer server, @Reference Node node, @Reference Directory directory,
            @Reference MailStore store, @Reference LocalDelivery delivery, @Reference MessageScanner scanner, @Reference Events events) {
        Services services = new Services(node, directory, store, scanner, events, Optional.empty());
        offered = new OfferedService<>(settings, server, services, "org.sheng.lmtp", LmtpSettings.class, LmtpSettings::enabled, LmtpService::spec,
                Lmtp.DIALECT, values -> new LmtpPolicy(values, delivery));
    }

    static ServiceSpec spec(LmtpSettings settings) {
        return new ServiceSpec("lmtp", "Mail from a server beside this one into the mailboxes (LMTP)", MailService.Kind.RECEIVE,
                List.of(new Port(settings.port(), Security.STARTTLS)));
    }

    @Deactivate
    void deactivate() {
        offered.close();
    }
}
