package org.sheng.smtp.session;

import org.sheng.net.Connection;
import org.sheng.net.Protocol;
import org.sheng.net.Session;

/** A protocol of the family, for the engine. */
public record SmtpProtocol(Dialect dialect, Policy policy, Services services) implements Protocol {

    @Override
    public Session open(Connection connection) {
        return new SmtpSession(connection, dialect, policy, services);
    }

    @Override
    public String refusal(Refusal refusal) {
        String host = services.node().hostName();
        Reply reply = switch (refusal) { // RFC 5321 §3.8: 421 and close
            case TOO_MANY -> new Reply(421, "4.3.2", host + " has too many connections; try again later");
            case TOO_MANY_FROM_ADDRESS -> new Reply(421, "4.7.0", host + " has too many connections from your address");
            case TOO_FAST -> new Reply(421, "4.7.0", host + " has too many new connections from your address; slow down");
            case QUIESCING -> new Reply(421, "4.3.2", host + " ends the service; try again later");
        };
        return reply.line() + "\r\n";
    }
}
