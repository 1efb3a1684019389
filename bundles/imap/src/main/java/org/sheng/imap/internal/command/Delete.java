package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Mailbox;

/** DELETE (RFC 3501 §6.3.4). Mailboxes below stay; the name is then one that cannot be selected. */
final class Delete {
    private Delete() { }

    static Next handle(ImapSession session, Command.Delete command) {
        if (command.mailbox().equals(Mailbox.INBOX)) {
            return session.no("[CANNOT] INBOX cannot be deleted");
        }
        Optional<Mailbox> mailbox = session.store().mailbox(session.user().id(), command.mailbox());
        if (mailbox.isEmpty()) {
            boolean above = session.store().mailboxes(session.user().id()).stream().anyMatch(m -> m.name().startsWith(command.mailbox() + "/"));
            return session.no(above ? "[HASCHILDREN] Mailboxes are below this name: delete them first" // RFC 5530, RFC 9051 §7.1
                    : "[NONEXISTENT] There is no mailbox of this name");
        }
        if (session.selected() != null && session.selected().id() == mailbox.get().id()) {
            session.unselect();
        }
        return session.awaitOrFail(session.store().commit(new Batch().deleteMailbox(session.user().id(), command.mailbox())),
                result -> session.ok("Deleted"));
    }
}
