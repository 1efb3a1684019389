package org.sheng.imap.internal.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.imap.internal.write.NumberSet;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;
import org.sheng.store.Message;
import org.sheng.store.Slot;

/** STORE (RFC 3501 §6.4.6; UNCHANGEDSINCE: RFC 7162 §3.1.3), a page of messages in each commit. */
final class Store implements Work {
    private static final int PAGE = 5_000;

    private final ImapSession session;
    private final Command.Store command;
    private final Selected selected;
    private final List<Long> uids;
    private final List<Long> failed = new ArrayList<>();
    private int at;
    private int stored;
    private CommitResult result;
    private Throwable failure;
    private Slot<Batch.FlagsStored> slot;

    private Store(ImapSession session, Command.Store command, List<Long> uids) {
        this.session = session;
        this.command = command;
        this.selected = session.selected();
        this.uids = uids;
    }

    static Next handle(ImapSession session, Command.Store command) {
        Selected selected = session.selected();
        if (selected.readOnly()) {
            return session.no("[READ-ONLY] The mailbox was opened with EXAMINE");
        }
        Optional<Positions> positions = selected.resolve(command.set(), command.uid());
        if (positions.isEmpty()) {
            return session.bad("A sequence number is larger than the number of messages");
        }
        if (command.unchangedSince() >= 0) {
            session.enableCondstore(); // RFC 7162 §3.1
        }
        Store work = new Store(session, command, selected.uidsAt(positions.get()));
        return session.run(work, work::end);
    }

    @Override
    public Step step() {
        if (result != null || failure != null) {
            answer();
        }
        if (at == uids.size()) {
            return Step.DONE;
        }
        List<Long> page = uids.subList(at, Math.min(uids.size(), at + PAGE));
        at += page.size();
        Batch batch = new Batch();
        slot = batch.storeFlags(selected.id(), page, command.flags(), command.change(), command.unchangedSince());
        return Step.after(session.store().commit(batch).whenComplete((done, refused) -> {
            result = done;
            failure = refused;
        }));
    }

    private void answer() {
        if (failure != null) {
            throw Failures.of(failure);
        }
        Batch.FlagsStored done = result.of(slot);
        result = null;
        selected.touch();
        done.changed().forEach(this::tell);
        failed.addAll(done.failed());
        stored += done.changed().size() + done.failed().size();
    }

    private void tell(Message message) {
        selected.told(message);
        boolean modseq = session.condstore(); // RFC 7162 §3.1.3: told even where .SILENT was asked for
        if (command.silent() && !modseq) {
            return;
        }
        Out out = session.out();
        out.raw("* ").number(selected.uids().positionOf(message.uid())).raw(" FETCH (");
        String gap = "";
        if (command.uid()) {
            out.raw("UID ").number(message.uid());
            gap = " ";
        }
        if (modseq) {
            out.raw(gap).raw("MODSEQ (").number(message.modseq()).raw(')');
            gap = " ";
        }
        if (!command.silent()) {
            out.raw(gap).raw("FLAGS ").flags(message.flags(), selected.recents().has(message.uid()));
        }
        out.raw(")\r\n");
    }

    private Next end() {
        boolean gone = !command.uid() && stored < uids.size();
        if (!failed.isEmpty()) {
            List<Long> numbers = command.uid() ? failed : failed.stream().map(uid -> (long) selected.uids().positionOf(uid)).toList();
            String modified = "[MODIFIED " + NumberSet.text(numbers) + "] Some were changed since, and left";
            return gone ? session.no(modified) : session.ok(modified); // RFC 7162 §3.1.3
        }
        if (gone) {
            return session.no("[EXPUNGEISSUED] Some of the messages are not there any more");
        }
        return session.ok("Stored");
    }
}
