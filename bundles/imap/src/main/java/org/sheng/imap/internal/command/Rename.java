package org.sheng.imap.internal.command;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Mailbox;

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
        UUID account = session.user().id();
        Batch batch = new Batch();
        if (command.from().equals(Mailbox.INBOX) || session.store().mailbox(account, command.from()).isPresent()) {
            rename(session, batch, command.from(), command.to());
        } else {
            renameBelow(session, batch, command);
            if (batch.isEmpty()) {
                return session.no("[NONEXISTENT] There is no mailbox of this name");
            }
            if (session.store().mailbox(account, command.to()).isPresent()) {
                return session.no("[ALREADYEXISTS] There is a mailbox of this name");
            }
        }
        return session.awaitOrFail(session.store().commit(batch), result -> session.ok("Renamed"));
    }

    /** RFC 3501 §6.3.5: of a name that cannot be selected, what is below is renamed. */
    private static void renameBelow(ImapSession session, Batch batch, Command.Rename command) {
        Set<String> moved = new HashSet<>();
        for (Mailbox mailbox : session.store().mailboxes(session.user().id())) {
            String name = mailbox.name();
            // below another that is moved it goes along
            if (name.startsWith(command.from() + "/") && !isBelow(name, moved)) {
                rename(session, batch, name, command.to() + name.substring(command.from().length()));
                moved.add(name);
            }
        }
    }

    private static boolean isBelow(String name, Set<String> moved) {
        for (int cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1)) {
            if (moved.contains(name.substring(0, cut))) {
                return true;
            }
        }
        return false;
    }

    private static void rename(ImapSession session, Batch batch, String from, String to) {
        batch.renameMailbox(session.user().id(), from, to, session.imap().clock().millis() / 1000);
    }
}
