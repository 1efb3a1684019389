package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.config.Node;
import org.sheng.directory.Directory;
import org.sheng.event.Events;
import org.sheng.mime.MessageScanner;
import org.sheng.queue.MailQueue;
import org.sheng.smtp.session.Services;
import org.sheng.store.MailStore;

/** The engines of submission sessions; there while all of them are. */
@Component(service = SubmissionEngines.class)
public final class SubmissionEngines {
    static final List<Class<?>> CONTRACTS = List.of(Directory.class, MailStore.class, MailQueue.class,
            MessageScanner.class, Authenticator.class);

    final Services services;
    final MailQueue queue;

    @Activate
    public SubmissionEngines(@Reference Node node, @Reference Directory directory, @Reference MailStore store,
            @Reference MailQueue queue, @Reference MessageScanner scanner, @Reference Events events,
            @Reference Authenticator authenticator) {
        this.services = new Services(node, directory, store, scanner, events, Optional.of(authenticator));
        this.queue = queue;
    }
}
