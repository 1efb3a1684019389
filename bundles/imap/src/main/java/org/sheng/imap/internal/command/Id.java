package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** ID (RFC 2971): the version is not told to who has not logged in. */
final class Id {
    private Id() { }

    static Next handle(ImapSession session, Command.Id command) {
        session.out().raw("* ID (\"name\" \"Sheng\")\r\n");
        return session.ok("Pleased to meet you");
    }
}
