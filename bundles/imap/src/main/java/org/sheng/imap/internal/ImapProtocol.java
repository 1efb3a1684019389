package org.sheng.imap.internal;

import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Connection;
import org.sheng.net.Protocol;
import org.sheng.net.Session;

/** The protocol, as the line server sees it. */
public final class ImapProtocol implements Protocol {
    private final Imap imap;

    public ImapProtocol(Imap imap) {
        this.imap = imap;
    }

    @Override
    public Session open(Connection connection) {
        return new ImapSession(imap, connection);
    }

    @Override
    public String refusal(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY -> "* BYE [UNAVAILABLE] Too many connections, try again later\r\n";
            case TOO_MANY_FROM_ADDRESS -> "* BYE [LIMIT] Too many connections from your address\r\n";
            case TOO_FAST -> "* BYE [LIMIT] Too many new connections from your address, try again in a minute\r\n";
            case QUIESCING -> "* BYE [UNAVAILABLE] The service is about to stop, try again later\r\n";
        };
    }
}
