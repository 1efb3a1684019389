package org.sheng.imap.internal.command;

import java.util.List;
import java.util.Optional;
import org.sheng.directory.Limits;
import org.sheng.imap.internal.parse.SequenceSet;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.write.NumberSet;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Mailbox;
import org.sheng.store.Slot;
import org.sheng.store.Uids;

/** What COPY and MOVE have in common: all messages, or none. */
final class Copying {
    private static final String GONE = "[EXPUNGEISSUED] Some of the messages are not there any more";

    private Copying() { }

    static Next copy(ImapSession session, boolean uid, SequenceSet set, String target, boolean move) {
        Selected selected = session.selected();
        Optional<Positions> positions = selected.resolve(set, uid);
        if (positions.isEmpty()) {
            return session.bad("A sequence number is larger than the number of messages");
        }
        Optional<Mailbox> to = session.store().mailbox(session.user().id(), target);
        if (to.isEmpty()) {
            return session.no("[TRYCREATE] There is no mailbox of this name"); // RFC 3501 §6.4.7
        }
        List<Long> uids = selected.uidsAt(positions.get());
        if (uids.isEmpty()) {
            return session.ok("There are no such messages");
        }
        boolean allOrNone = !uid && !move;
        Uids present = session.store().uids(selected.id());
        if (allOrNone && !uids.stream().allMatch(present::contains)) {
            return session.no(GONE); // RFC 3501 §6.4.7: all are copied, or none
        }
        Limits limits = session.user().limits();
        Batch batch = new Batch();
        Slot<Batch.Copied> slot = batch.copy(selected.id(), uids, to.get().id(), move, session.imap().clock().millis(), limits.quotaBytes(),
                limits.quotaMessages());
        return session.awaitOrFail(session.store().commit(batch), result -> {
            selected.touch();
            Batch.Copied copied = result.of(slot);
            if (allOrNone && copied.from().size() < uids.size()) { // some went in this moment
                Batch back = new Batch();
                back.expunge(to.get().id(), copied.to(), false);
                return session.awaitOrFail(session.store().commit(back), done -> session.no(GONE));
            }
            return answer(session, copied, move);
        });
    }

    private static Next answer(ImapSession session, Batch.Copied copied, boolean move) {
        if (copied.from().isEmpty()) {
            return session.no(GONE);
        }
        String code = "[COPYUID " + copied.uidValidity() + " " + NumberSet.text(copied.from()) + " " + NumberSet.text(copied.to()) + "]";
        if (!move) {
            return session.ok(code + " Copied");
        }
        session.out().raw("* OK ").raw(code).raw(" Moved\r\n"); // RFC 6851 §4.3: before the EXPUNGEs
        return session.ok("Moved");
    }
}
