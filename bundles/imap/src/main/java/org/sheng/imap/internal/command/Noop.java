package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** NOOP (RFC 3501 §6.1.2). */
final class Noop {
    private Noop() { }

    static Next handle(ImapSession session, Command.Noop command) {
        return session.ok("Nothing done");
    }
}
