package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** LOGOUT (RFC 3501 §6.1.3). */
final class Logout {
    private Logout() { }

    static Next handle(ImapSession session, Command.Logout command) {
        session.bye("Goodbye");
        session.ok("Logged out");
        return Next.CLOSE;
    }
}
