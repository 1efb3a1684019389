package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;

/** RENAME (RFC 3501 §6.3.5), with all mailboxes below; of INBOX it moves the messages away. */
final class Rename {
    private Rename() { }

    static Next handle(ImapSession session, Command.Rename command) {
        String objection = MailboxName.objection(command.to());
        if (!objection.isEmpty()) {
            return session.no("[CANNOT] Not renamed: " + objection);
        }
        if (command.to().startsWith(command.from() + "/")) {
            return session.no("[CANNOT] A mailbox cannot be put below itself");
        }
        Batch batch = new Batch();
        batch.renameMailbox(session.user().id(), command.from(), command.to(), session.imap().clock().millis() / 1000);
        return session.awaitOrFail(session.store().commit(batch), result -> session.ok("Renamed"));
    }
}
