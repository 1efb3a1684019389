package org.sheng.imap.internal.command;

import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.FlagLines;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Flags;
import org.sheng.store.Mailbox;
import org.sheng.store.Uids;

/** SELECT and EXAMINE (RFC 3501 §6.3.1, §6.3.2; CONDSTORE: RFC 7162 §3.1.2, §3.1.8). */
final class Select {
    private Select() { }

    static Next handle(ImapSession session, Command.Select command) {
        if (session.selected() != null) {
            session.unselect();
            session.out().raw("* OK [CLOSED] The mailbox of before is left\r\n"); // RFC 7162 §3.2.11
        }
        Optional<Mailbox> mailbox = session.store().mailbox(session.user().id(), command.mailbox());
        if (mailbox.isEmpty()) {
            return session.no("[NONEXISTENT] There is no mailbox of this name");
        }
        if (command.condstore()) {
            session.enableCondstore();
        }
        session.select(mailbox.get(), command.examine());
        Selected selected = session.selected();
        return selected.takeRecent(session.store()).map(taking -> session.await(taking, (recent, never) -> {
            if (session.selected() != selected) {
                return Next.CLOSE; // the client is gone
            }
            selected.recent(recent);
            return describe(session, mailbox.get());
        })).orElseGet(() -> describe(session, mailbox.get()));
    }

    private static Next describe(ImapSession session, Mailbox mailbox) {
        Selected selected = session.selected();
        Out out = session.out();
        FlagLines.tellAll(session);
        selected.tellSize(out);
        int unseen = firstUnseen(session);
        if (unseen > 0) {
            out.raw("* OK [UNSEEN ").number(unseen).raw("] First unseen\r\n");
        }
        out.raw("* OK [UIDVALIDITY ").number(mailbox.uidValidity()).raw("] UIDs are valid\r\n");
        long next = session.store().mailbox(mailbox.id()).orElse(mailbox).uidNext();
        out.raw("* OK [UIDNEXT ").number(Math.max(next, selected.uids().last() + 1)).raw("] Next UID\r\n");
        out.raw("* OK [HIGHESTMODSEQ ").number(selected.modseq()).raw("] Highest MODSEQ\r\n");
        return session.ok(selected.readOnly() ? "[READ-ONLY] Examined" : "[READ-WRITE] Selected");
    }

    /** RFC 3501 §7.1 UNSEEN; 0: all are seen. */
    private static int firstUnseen(ImapSession session) {
        Uids known = session.selected().uids();
        Uids unseen = session.store().uids(session.selected().id(), Flags.SEEN, false);
        for (int at = 1; at <= unseen.size(); at++) {
            long uid = unseen.uidAt(at);
            if (uid > known.last()) {
                break; // it came in this moment
            }
            if (known.contains(uid)) {
                return known.positionOf(uid);
            }
        }
        return 0;
    }
}
