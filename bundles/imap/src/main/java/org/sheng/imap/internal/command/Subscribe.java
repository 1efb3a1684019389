package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;

/** SUBSCRIBE (RFC 3501 §6.3.6). The name stays, whatever happens to the mailbox. */
final class Subscribe {
    private Subscribe() { }

    static Next handle(ImapSession session, Command.Subscribe command) {
        String objection = MailboxName.objection(command.mailbox());
        if (!objection.isEmpty()) {
            return session.no("[CANNOT] Not subscribed: " + objection);
        }
        if (session.store().mailbox(session.user().id(), command.mailbox()).isEmpty()) {
            return session.no("[NONEXISTENT] There is no mailbox of this name");
        }
        return session.awaitOrFail(session.store().commit(new Batch().subscribe(session.user().id(), command.mailbox(), true)),
                result -> session.ok("Subscribed"));
    }
}
