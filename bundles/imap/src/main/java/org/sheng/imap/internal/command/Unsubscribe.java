package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;

/** UNSUBSCRIBE (RFC 3501 §6.3.7). */
final class Unsubscribe {
    private Unsubscribe() { }

    static Next handle(ImapSession session, Command.Unsubscribe command) {
        if (command.mailbox().isEmpty() || command.mailbox().length() > 1_000) {
            return session.no("[CANNOT] There is no such subscription");
        }
        return session.awaitOrFail(session.store().commit(new Batch().subscribe(session.user().id(), command.mailbox(), false)),
                result -> session.ok("Unsubscribed"));
    }
}
