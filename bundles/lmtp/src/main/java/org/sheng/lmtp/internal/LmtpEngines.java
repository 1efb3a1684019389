package org.sheng.lmtp.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.directory.Directory;
import org.sheng.event.Events;
import org.sheng.mime.MessageScanner;
import org.sheng.pipeline.LocalDelivery;
import org.sheng.smtp.session.Services;
import org.sheng.store.MailStore;

/** The engines of LMTP sessions; there while all of them are. */
@Component(service = LmtpEngines.class)
public final class LmtpEngines {
    static final List<Class<?>> CONTRACTS = List.of(Directory.class, MailStore.class, LocalDelivery.class,
            MessageScanner.class);

    final Services services;
    final LocalDelivery delivery;

    @Activate
    public LmtpEngines(@Reference Node node, @Reference Directory directory, @Reference MailStore store,
            @Reference LocalDelivery delivery,
            @Reference MessageScanner scanner, @Reference Events events) {
        this.services = new Services(node, directory, store, scanner, events, Optional.empty());
        this.delivery = delivery;
    }
}
