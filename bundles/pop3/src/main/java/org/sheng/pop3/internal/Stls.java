package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** STLS: begins TLS on this connection (RFC 2595 §4). */
final class Stls implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        if (!session.connection().canStartTls()) {
            return session.error("TLS is on already");
        }
        session.ok("begin TLS now");
        return Next.STARTTLS;
    }
}
