package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** RETR: a message, whole (RFC 1939 §5). */
final class Retr implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        int number = arguments.numbers().get(0);
        if (!session.maildrop().has(number)) {
            return NoMessage.answer(session, number);
        }
        return session.maildrop().open(session.shared().store(), number).map(message -> {
            session.maildrop().fetched(number);
            session.ok(message.size() + " octets");
            return MessageText.send(session, message, Long.MAX_VALUE);
        }).orElseGet(() -> NoMessage.gone(session, number));
    }
}
