package org.sheng.pop3.internal;

import org.sheng.net.Next;

/** The answer where a message number names none. */
final class NoMessage {
    private NoMessage() { }

    static Next answer(Pop3Session session, int number) {
        int size = session.maildrop().size();
        return session.error(number >= 1 && number <= size ? "message " + number + " is marked as deleted"
                : "no such message, only " + size + " in the maildrop");
    }

    /** RFC 1939 knows no other session that deletes; IMAP is one. */
    static Next gone(Pop3Session session, int number) {
        return session.error("message " + number + " was removed by another session meanwhile");
    }
}
