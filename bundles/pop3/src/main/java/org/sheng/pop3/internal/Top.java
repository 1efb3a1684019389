package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** TOP: a message's header, the empty line, and so many lines of its body (RFC 1939 §7). */
final class Top implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        int number = arguments.numbers().get(0);
        if (!session.maildrop().has(number)) {
            return NoMessage.answer(session, number);
        }
        return session.maildrop().open(session.shared().store(), number).map(message -> {
            session.ok("the top of message " + number);
            return MessageText.send(session, message, arguments.numbers().get(1));
        }).orElseGet(() -> NoMessage.gone(session, number));
    }
}
