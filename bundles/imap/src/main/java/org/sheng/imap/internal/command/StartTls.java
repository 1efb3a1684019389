package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** STARTTLS (RFC 3501 §6.2.1): the engine throws away what the client sent before TLS. */
final class StartTls {
    private StartTls() { }

    static Next handle(ImapSession session, Command.StartTls command) {
        if (!session.connection().canStartTls()) {
            return session.bad("TLS cannot begin here");
        }
        session.ok("Begin TLS now");
        return Next.STARTTLS;
    }
}
