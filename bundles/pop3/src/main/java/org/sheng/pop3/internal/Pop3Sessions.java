package org.sheng.pop3.internal;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sheng.auth.Authenticator;
import org.sheng.net.Connection;
import org.sheng.net.Session;
import org.sheng.net.Sessions;
import org.sheng.store.MailStore;

/** What all sessions share: the engines they use, and who has which maildrop for itself. */
record Pop3Sessions(MailStore store, Authenticator authenticator, Supplier<Pop3Settings> settings,
        Set<UUID> maildropsInUse) implements Sessions {

    Pop3Sessions(MailStore store, Authenticator authenticator, Supplier<Pop3Settings> settings) {
        this(store, authenticator, settings, ConcurrentHashMap.newKeySet());
    }

    @Override
    public Session open(Connection connection) {
        connection.write("+OK Sheng POP3 is ready\r\n");
        return new Pop3Session(this, connection);
    }
}
