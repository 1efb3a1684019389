package org.sheng.imap.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.Candidates;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.Flags;
import org.sheng.store.Uids;

/** EXPUNGE (RFC 3501 §6.4.3) and UID EXPUNGE (RFC 4315 §2.1), a page of messages in each commit. */
final class Expunge implements Work {
    /** As many as the store moves out of a mailbox in some milliseconds. */
    private static final int PAGE = 2_000;

    private final ImapSession session;
    private final Selected selected;
    private final Uids marked;
    private final Supplier<List<Long>> pages;
    private final Supplier<Boolean> atEnd;
    private int at = 1;
    private Throwable failure;

    private Expunge(ImapSession session, Optional<Positions> only) {
        this.session = session;
        this.selected = session.selected();
        this.marked = session.store().uids(selected.id(), Flags.DELETED, true);
        if (only.isEmpty()) {
            pages = this::allMarked;
            atEnd = () -> at > marked.size();
        } else {
            boolean fewNamed = only.get().count() < marked.size();
            Candidates candidates = fewNamed ? Candidates.of(only.get()) : Candidates.of(marked, selected.uids());
            pages = () -> markedOf(candidates.next(PAGE), only.get());
            atEnd = candidates::atEnd;
        }
    }

    static Next handle(ImapSession session, Command.Expunge command) {
        Selected selected = session.selected();
        if (selected.readOnly()) {
            return session.no("[READ-ONLY] The mailbox was opened with EXAMINE");
        }
        Optional<Positions> only = command.uids().map(set -> selected.resolve(set, true).orElse(Positions.NONE));
        return remove(session, only, () -> session.ok("Expunged"));
    }

    /** Removes what is marked deleted, or those of the positions that are, then goes on. */
    static Next remove(ImapSession session, Optional<Positions> only, Supplier<Next> then) {
        return session.run(new Expunge(session, only), then);
    }

    /** Also those of which the client was not told yet: RFC 3501 §6.4.3 says all. */
    private List<Long> allMarked() {
        List<Long> uids = new ArrayList<>();
        for (int end = Math.min(marked.size(), at + PAGE - 1); at <= end; at++) {
            uids.add(marked.uidAt(at));
        }
        return uids;
    }

    private List<Long> markedOf(Positions page, Positions only) {
        List<Long> uids = new ArrayList<>();
        for (Positions.Range range : page.ranges()) {
            for (int position = range.from(); position <= range.to(); position++) {
                long uid = selected.uids().uidAt(position);
                if (marked.contains(uid) && only.contains(position)) {
                    uids.add(uid);
                }
            }
        }
        return uids;
    }

    @Override
    public Step step() {
        if (failure != null) {
            throw Failures.of(failure);
        }
        if (atEnd.get()) {
            return Step.DONE;
        }
        List<Long> uids = pages.get();
        if (uids.isEmpty()) {
            return Step.MORE;
        }
        selected.touch();
        Batch batch = new Batch();
        batch.expunge(selected.id(), uids, true);
        return Step.after(session.store().commit(batch).whenComplete((done, refused) -> failure = refused));
    }
}
