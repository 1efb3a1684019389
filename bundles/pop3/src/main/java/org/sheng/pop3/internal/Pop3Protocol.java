package org.sheng.pop3.internal;

import org.sheng.net.Protocol;

/** The words for clients that no session speaks to. A greeting may be negative; SYS/TEMP is of RFC 3206 §4. */
final class Pop3Protocol implements Protocol {

    @Override
    public String refusal(Refusal refusal) {
        return "-ERR [SYS/TEMP] " + switch (refusal) {
            case TOO_MANY -> "too many connections, try again later";
            case TOO_MANY_FROM_ADDRESS -> "too many connections from your address, close some first";
            case TOO_FAST -> "too many new connections from your address, try again in a minute";
            case QUIESCING -> "this server is about to stop, try again later";
            case UNAVAILABLE -> "the mailboxes cannot be opened now, try again later";
        } + "\r\n";
    }
}
