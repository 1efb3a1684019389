package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** PASS: the password that belongs to the USER before it (RFC 1939 §7). */
final class Pass implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        String name = session.userName();
        session.userName(""); // RFC 1939 §7: PASS only right behind a USER
        if (name.isEmpty()) {
            return session.error("USER first");
        }
        return session.when(session.shared().authenticator()
                .verify(session.origin(), name, arguments.text().toCharArray()),
                (verdict, failure) -> Login.follow(session, verdict, failure));
    }
}
