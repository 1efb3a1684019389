package org.sheng.imap.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.MessageCursor;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Flags;
import org.sheng.store.Mailbox;

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1). */
final class Expunge {
    private static final int PAGE = 500;

    private Expunge() { }

    static Next handle(ImapSession session, Command.Expunge command) {
        Selected selected = session.selected();
        if (selected.readOnly()) {
            return session.no("[READ-ONLY] The mailbox was opened with EXAMINE");
        }
        Positions positions = command.uids().flatMap(set -> selected.resolve(set, true)).orElseGet(() -> all(selected));
        return remove(session, positions, () -> session.ok("Expunged"));
    }

    static Positions all(Selected selected) {
        return selected.size() == 0 ? Positions.NONE : new Positions(List.of(new Positions.Range(1, selected.size())));
    }

    /** Removes those of the messages that are marked deleted, then goes on. */
    static Next remove(ImapSession session, Positions positions, Supplier<Next> then) {
        Selected selected = session.selected();
        long marked = session.store().mailbox(selected.id()).map(Mailbox::deleted).orElse(0L);
        if (marked == 0 || positions.count() == 0) {
            return then.get();
        }
        List<Long> uids = new ArrayList<>();
        MessageCursor cursor = new MessageCursor(session.store(), selected, positions);
        Work look = () -> {
            for (MessageCursor.Row row : cursor.page(PAGE)) {
                if (row.message().flags().has(Flags.DELETED)) {
                    uids.add(row.message().uid());
                }
            }
            return cursor.atEnd() || uids.size() == marked ? Work.Step.DONE : Work.Step.MORE;
        };
        return session.run(look, () -> {
            if (uids.isEmpty()) {
                return then.get();
            }
            Batch batch = new Batch();
            batch.expunge(selected.id(), uids, true);
            return session.awaitOrFail(session.store().commit(batch), result -> {
                selected.touch();
                return then.get();
            });
        });
    }
}
