package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.Command.StatusItem;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Mailbox;

/** STATUS (RFC 3501 §6.3.10). */
final class Status {
    private Status() { }

    static Next handle(ImapSession session, Command.Status command) {
        Optional<Mailbox> mailbox = session.store().mailbox(session.user().id(), command.mailbox());
        if (mailbox.isEmpty()) {
            return session.no("[NONEXISTENT] There is no mailbox of this name");
        }
        if (command.items().contains(StatusItem.HIGHESTMODSEQ)) {
            session.enableCondstore(); // RFC 7162 §3.1
        }
        Out out = session.out();
        out.raw("* STATUS ").string(MailboxName.encode(command.mailbox())).raw(" (");
        String gap = "";
        for (StatusItem item : command.items()) {
            out.raw(gap).raw(item.name()).raw(' ').number(value(item, mailbox.get()));
            gap = " ";
        }
        out.raw(")\r\n");
        return session.ok("That is its status");
    }

    private static long value(StatusItem item, Mailbox mailbox) {
        return switch (item) {
            case MESSAGES -> mailbox.messages();
            case RECENT -> 0; // no message is \Recent here, as in RFC 9051
            case UIDNEXT -> mailbox.uidNext();
            case UIDVALIDITY -> mailbox.uidValidity();
            case UNSEEN -> mailbox.unseen();
            case HIGHESTMODSEQ -> mailbox.highestModseq();
        };
    }
}
