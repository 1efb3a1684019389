package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** STAT: number and octets of the messages that are not marked as deleted (RFC 1939 §5). */
final class Stat implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        return session.ok(session.maildrop().count() + " " + session.maildrop().totalOctets());
    }
}
