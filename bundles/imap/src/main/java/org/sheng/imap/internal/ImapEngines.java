package org.sheng.imap.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.mime.MessageScanner;
import org.sheng.store.MailStore;

/** The engines of IMAP sessions; there while all of them are. */
@Component(service = ImapEngines.class)
public final class ImapEngines {
    static final List<Class<?>> CONTRACTS = List.of(MailStore.class, Authenticator.class, MessageScanner.class);

    final MailStore store;
    final Authenticator authenticator;
    final MessageScanner scanner;

    @Activate
    public ImapEngines(@Reference MailStore store, @Reference Authenticator authenticator,
            @Reference MessageScanner scanner) {
        this.store = store;
        this.authenticator = authenticator;
        this.scanner = scanner;
    }
}
