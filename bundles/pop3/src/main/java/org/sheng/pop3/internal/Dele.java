package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** DELE: marks a message; it goes at QUIT (RFC 1939 §5). */
final class Dele implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        int number = arguments.numbers().get(0);
        if (!session.maildrop().has(number)) {
            return NoMessage.answer(session, number);
        }
        session.maildrop().delete(number);
        return session.ok("message " + number + " goes at QUIT");
    }
}
