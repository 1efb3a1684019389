package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.Command.StatusItem;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Mailbox;
import org.sheng.store.Uids;

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
            out.raw(gap).raw(item.name()).raw(' ').number(value(session, item, mailbox.get()));
            gap = " ";
        }
        out.raw(")\r\n");
        return session.ok("That is its status");
    }

    private static long value(ImapSession session, StatusItem item, Mailbox mailbox) {
        return switch (item) {
            case MESSAGES -> mailbox.messages();
            case RECENT -> recent(session, mailbox);
            case UIDNEXT -> mailbox.uidNext();
            case UIDVALIDITY -> mailbox.uidValidity();
            case UNSEEN -> mailbox.unseen();
            case HIGHESTMODSEQ -> mailbox.highestModseq();
        };
    }

    /** To the next session that selects it; of the selected mailbox, to this one. */
    private static long recent(ImapSession session, Mailbox mailbox) {
        Selected selected = session.selected();
        boolean own = selected != null && selected.id() == mailbox.id();
        if (!own && mailbox.recentFrom() == mailbox.uidNext()) {
            return 0;
        }
        Uids uids = session.store().uids(mailbox.id());
        long untold = own ? Math.max(mailbox.recentFrom(), selected.uids().last() + 1) : mailbox.recentFrom();
        int behind = Math.max(0, uids.positionFrom(mailbox.uidNext()) - uids.positionFrom(untold));
        return own ? behind + selected.recents().count(uids) : behind;
    }
}
