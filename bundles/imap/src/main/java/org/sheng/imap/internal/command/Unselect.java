package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** UNSELECT (RFC 3691). */
final class Unselect {
    private Unselect() { }

    static Next handle(ImapSession session, Command.Unselect command) {
        session.unselect();
        return session.ok("Unselected");
    }
}
