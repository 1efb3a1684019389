package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.MessageCursor;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Flags;
import org.sheng.store.Mailbox;

/** SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2; CONDSTORE: RFC 7162 §3.1.2, §3.1.8). */
final class Select {
    /** How far the first unseen message is looked for; RFC 3501 §6.3.1: a client makes no assumption where UNSEEN is missing. */
    private static final int UNSEEN_LOOK = 1_000;

    private Select() { }

    static Next handle(ImapSession session, Command.Select command) {
        session.unselect();
        Optional<Mailbox> mailbox = session.store().mailbox(session.user().id(), command.mailbox());
        if (mailbox.isEmpty()) {
            return session.no("[NONEXISTENT] There is no mailbox of this name");
        }
        if (command.condstore()) {
            session.enableCondstore();
        }
        session.select(mailbox.get(), command.examine());
        describe(session, mailbox.get());
        return session.ok(command.examine() ? "[READ-ONLY] Examined" : "[READ-WRITE] Selected");
    }

    private static void describe(ImapSession session, Mailbox mailbox) {
        Selected selected = session.selected();
        Out out = session.out();
        session.tellFlags();
        out.raw("* ").number(selected.size()).raw(" EXISTS\r\n* 0 RECENT\r\n");
        int unseen = firstUnseen(session, mailbox);
        if (unseen > 0) {
            out.raw("* OK [UNSEEN ").number(unseen).raw("] First unseen\r\n");
        }
        out.raw("* OK [UIDVALIDITY ").number(mailbox.uidValidity()).raw("] UIDs are valid\r\n");
        long next = session.store().mailbox(mailbox.id()).orElse(mailbox).uidNext();
        out.raw("* OK [UIDNEXT ").number(Math.max(next, selected.uids().last() + 1)).raw("] Next UID\r\n");
        out.raw("* OK [HIGHESTMODSEQ ").number(selected.modseq()).raw("] Highest MODSEQ\r\n");
    }

    private static int firstUnseen(ImapSession session, Mailbox mailbox) {
        int size = Math.min(session.selected().size(), UNSEEN_LOOK);
        if (mailbox.unseen() == 0 || size == 0) {
            return 0;
        }
        if (mailbox.unseen() == mailbox.messages()) {
            return 1;
        }
        Positions all = new Positions(java.util.List.of(new Positions.Range(1, size)));
        MessageCursor cursor = new MessageCursor(session.store(), session.selected(), all);
        while (!cursor.atEnd()) {
            for (MessageCursor.Row row : cursor.page(100)) {
                if (!row.message().flags().has(Flags.SEEN)) {
                    return row.position();
                }
            }
        }
        return 0;
    }
}
