package org.sheng.pop3.internal;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sheng.auth.Authenticator;
import org.sheng.net.Connection;
import org.sheng.net.Protocol;
import org.sheng.net.Session;
import org.sheng.store.MailStore;

/** What all sessions share: the engines they use, and who has which maildrop for itself. */
record Pop3Protocol(MailStore store, Authenticator authenticator, Supplier<Pop3Settings> settings,
        Set<UUID> maildropsInUse) implements Protocol {

    Pop3Protocol(MailStore store, Authenticator authenticator, Supplier<Pop3Settings> settings) {
        this(store, authenticator, settings, ConcurrentHashMap.newKeySet());
    }

    @Override
    public Session open(Connection connection) {
        connection.write("+OK Sheng POP3 is ready\r\n");
        return new Pop3Session(this, connection);
    }

    /** A greeting may be negative; SYS/TEMP is of RFC 3206 §3. */
    @Override
    public String refusal(Refusal refusal) {
        return "-ERR [SYS/TEMP] " + switch (refusal) {
            case TOO_MANY -> "too many connections, try again later";
            case TOO_MANY_FROM_ADDRESS -> "too many connections from your address, close some first";
            case TOO_FAST -> "too many new connections from your address, try again in a minute";
            case QUIESCING -> "this server is about to stop, try again later";
        } + "\r\n";
    }
}
