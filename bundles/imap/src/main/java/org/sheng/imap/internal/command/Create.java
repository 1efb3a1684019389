package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;

/** CREATE (RFC 3501 §6.3.3). Those above are made, too. */
final class Create {
    private Create() { }

    static Next handle(ImapSession session, Command.Create command) {
        String objection = MailboxName.objection(command.mailbox());
        if (!objection.isEmpty()) {
            return session.no("[CANNOT] Not created: " + objection);
        }
        Batch batch = new Batch();
        batch.createMailbox(session.user().id(), command.mailbox(), "", session.imap().clock().millis() / 1000);
        return session.awaitOrFail(session.store().commit(batch), result -> session.ok("Created"));
    }
}
