package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** ENABLE (RFC 5161): what is not known is passed over. */
final class Enable {
    private Enable() { }

    static Next handle(ImapSession session, Command.Enable command) {
        boolean condstore = command.capabilities().contains("CONDSTORE");
        session.out().raw(condstore ? "* ENABLED CONDSTORE\r\n" : "* ENABLED\r\n");
        if (condstore) {
            session.enableCondstore();
        }
        return session.ok("Enabled");
    }
}
