package org.sheng.smtp.session;

import org.sheng.net.Connection;
import org.sheng.net.Session;
import org.sheng.net.Sessions;

/** Sessions of a protocol of the family, with the engines they work with. */
public record SmtpSessions(Dialect dialect, Policy policy, Services services) implements Sessions {

    @Override
    public Session open(Connection connection) {
        return new SmtpSession(connection, dialect, policy, services);
    }
}
