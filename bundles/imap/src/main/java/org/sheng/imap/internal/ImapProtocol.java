package org.sheng.imap.internal;

import org.sheng.net.Protocol;

/** The words for clients that no session speaks to (RFC 3501 §7.1.5, RFC 5530). */
public final class ImapProtocol implements Protocol {

    @Override
    public String refusal(Refusal refusal) {
        return switch (refusal) {
            case TOO_MANY -> "* BYE [UNAVAILABLE] Too many connections, try again later\r\n";
            case TOO_MANY_FROM_ADDRESS -> "* BYE [LIMIT] Too many connections from your address\r\n";
            case TOO_FAST -> "* BYE [LIMIT] Too many new connections from your address, try again in a minute\r\n";
            case QUIESCING -> "* BYE [UNAVAILABLE] The service is about to stop, try again later\r\n";
            case UNAVAILABLE -> "* BYE [UNAVAILABLE] The mailboxes cannot be opened now, try again later\r\n";
        };
    }
}
