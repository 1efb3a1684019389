package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** MOVE (RFC 6851). */
final class Move {
    private Move() { }

    static Next handle(ImapSession session, Command.Move command) {
        if (session.selected().readOnly()) {
            return session.no("[READ-ONLY] The mailbox was opened with EXAMINE");
        }
        return Copying.copy(session, command.uid(), command.set(), command.mailbox(), true);
    }
}
