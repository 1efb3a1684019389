package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** NAMESPACE (RFC 2342): one's own mailboxes, nothing else. */
final class Namespace {
    private Namespace() { }

    static Next handle(ImapSession session, Command.Namespace command) {
        session.out().raw("* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n");
        return session.ok("That is all");
    }
}
