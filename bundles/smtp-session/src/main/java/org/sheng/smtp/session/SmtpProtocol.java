package org.sheng.smtp.session;

import org.sheng.net.Protocol;

/** The family's words for clients that no session speaks to: 421 and close (RFC 5321 §3.8). */
public record SmtpProtocol(String hostName) implements Protocol {

    @Override
    public String refusal(Refusal refusal) {
        Reply reply = switch (refusal) {
            case TOO_MANY -> new Reply(421, "4.3.2", hostName + " has too many connections; try again later");
            case TOO_MANY_FROM_ADDRESS -> new Reply(421, "4.7.0",
                    hostName + " has too many connections from your address");
            case TOO_FAST -> new Reply(421, "4.7.0",
                    hostName + " has too many new connections from your address; slow down");
            case QUIESCING -> new Reply(421, "4.3.2", hostName + " ends the service; try again later");
            case UNAVAILABLE -> new Reply(421, "4.3.2", hostName + " cannot take mail now; try again later");
        };
        return reply.line() + "\r\n";
    }
}
