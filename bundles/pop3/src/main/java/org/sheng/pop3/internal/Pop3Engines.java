package org.sheng.pop3.internal;

import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.auth.Authenticator;
import org.sheng.store.MailStore;

/** The engines of POP3 sessions; there while all of them are. */
@Component(service = Pop3Engines.class)
public final class Pop3Engines {
    static final List<Class<?>> CONTRACTS = List.of(MailStore.class, Authenticator.class);

    final MailStore store;
    final Authenticator authenticator;

    @Activate
    public Pop3Engines(@Reference MailStore store, @Reference Authenticator authenticator) {
        this.store = store;
        this.authenticator = authenticator;
    }
}
