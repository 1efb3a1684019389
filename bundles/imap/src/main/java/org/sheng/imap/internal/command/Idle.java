package org.sheng.imap.internal.command;

import java.nio.ByteBuffer;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Listener;
import org.sheng.net.Next;

/** IDLE (RFC 2177): changes are told at once, until DONE. */
final class Idle implements Listener {
    private static final String DONE = "DONE";
    private final ImapSession session;
    private int matched;
    private boolean other;

    private Idle(ImapSession session) {
        this.session = session;
    }

    static Next handle(ImapSession session, Command.Idle command) {
        session.out().raw("+ Waiting\r\n").send();
        session.listen(new Idle(session));
        session.beginIdle();
        return Next.AGAIN;
    }

    @Override
    public Next input(ByteBuffer unread) {
        while (unread.hasRemaining()) {
            char c = (char) unread.get();
            if (c == '\n') {
                return matched == DONE.length() && !other ? session.endIdle() : unexpected();
            }
            if (c == '\r') {
                continue;
            }
            if (matched < DONE.length() && Character.toUpperCase(c) == DONE.charAt(matched)) {
                matched++;
            } else {
                other = true;
            }
        }
        return Next.MORE;
    }

    /** What is neither DONE nor allowed ends it, as a command that is none. */
    private Next unexpected() {
        matched = 0;
        other = false;
        return session.abortIdle();
    }
}
