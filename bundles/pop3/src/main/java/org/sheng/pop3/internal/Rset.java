package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** RSET: takes all marks of DELE away (RFC 1939 §5). */
final class Rset implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        session.maildrop().reset();
        return session.ok(session.maildrop().count() + " messages (" + session.maildrop().totalOctets() + " octets)");
    }
}
