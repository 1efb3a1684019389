package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** COPY (RFC 3501 §6.4.7; COPYUID: RFC 4315 §3). */
final class Copy {
    private Copy() { }

    static Next handle(ImapSession session, Command.Copy command) {
        return Copying.copy(session, command.uid(), command.set(), command.mailbox(), false);
    }
}
