package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Selected;
import org.sheng.net.Next;

/** CLOSE (RFC 3501 §6.4.2): removes what is marked deleted without a word, then leaves the mailbox. */
final class Close {
    private Close() { }

    static Next handle(ImapSession session, Command.Close command) {
        Selected selected = session.selected();
        if (selected.readOnly()) {
            return done(session);
        }
        return Expunge.remove(session, Optional.empty(), () -> done(session));
    }

    private static Next done(ImapSession session) {
        session.unselect();
        return session.ok("Closed");
    }
}
