package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** USER: the name of the maildrop; says nothing about whether there is one (RFC 1939 §7, §13). */
final class User implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        if (!session.connection().confidential()) {
            return session.error("a password must not travel in the clear: begin TLS with STLS first"); // RFC 2595 §2.2
        }
        session.userName(arguments.text().strip());
        return session.ok("now the password");
    }
}
