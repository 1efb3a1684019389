package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** CHECK (RFC 3501 §6.4.1): each commit is on disk already. */
final class Check {
    private Check() { }

    static Next handle(ImapSession session, Command.Check command) {
        return session.ok("Checked");
    }
}
