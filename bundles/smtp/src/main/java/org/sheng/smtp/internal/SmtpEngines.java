package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.directory.Directory;
import org.sheng.event.Events;
import org.sheng.mime.MessageScanner;
import org.sheng.queue.MailQueue;
import org.sheng.smtp.session.Services;
import org.sheng.store.MailStore;

/** The engines of SMTP sessions; there while all of them are. */
@Component(service = SmtpEngines.class)
public final class SmtpEngines {
    static final List<Class<?>> CONTRACTS = List.of(Directory.class, MailStore.class, MailQueue.class,
            MessageScanner.class);

    final Services services;
    final MailQueue queue;

    @Activate
    public SmtpEngines(@Reference Node node, @Reference Directory directory, @Reference MailStore store,
            @Reference MailQueue queue, @Reference MessageScanner scanner, @Reference Events events) {
        this.services = new Services(node, directory, store, scanner, events, Optional.empty());
        this.queue = queue;
    }
}
