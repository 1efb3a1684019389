package org.sheng.imap.internal.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.FetchItem;
import org.sheng.imap.internal.session.Candidates;
import org.sheng.imap.internal.session.ChangedSince;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.MessageCursor;
import org.sheng.imap.internal.session.MessageCursor.Row;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.net.Next;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;
import org.sheng.store.Flags;
import org.sheng.store.Message;
import org.sheng.store.Slot;

/** FETCH (RFC 3501 §6.4.5; CHANGEDSINCE: RFC 7162 §3.1.4). */
final class Fetch implements Work {
    private static final int PAGE = 200;

    private final ImapSession session;
    private final Command.Fetch command;
    private final Selected selected;
    private final MessageCursor cursor;
    private final boolean marksSeen;
    private final FetchedMessage writer;

    private List<Row> page = List.of();
    private int at;
    private Map<Long, Message> marked = Map.of();
    private boolean failedMessage;
    private CommitResult result;
    private Throwable failure;
    private Slot<Batch.FlagsStored> slot;

    private Fetch(ImapSession session, Command.Fetch command, Positions positions) {
        this.session = session;
        this.command = command;
        this.selected = session.selected();
        this.cursor = new MessageCursor(session.store(), selected, Candidates.of(positions));
        this.marksSeen = !selected.readOnly() && command.items().stream().anyMatch(i -> i instanceof FetchItem.Bytes bytes && !bytes.peek());
        this.writer = new FetchedMessage(session, items(command));
    }

    static Next handle(ImapSession session, Command.Fetch command) {
        Optional<Positions> positions = session.selected().resolve(command.set(), command.uid());
        if (positions.isEmpty()) {
            return session.bad("A sequence number is larger than the number of messages");
        }
        if (command.changedSince() >= 0 || command.items().contains(FetchItem.Simple.MODSEQ)) {
            session.enableCondstore(); // RFC 7162 §3.1
        }
        if (command.changedSince() < 0) {
            return fetch(session, command, positions.get());
        }
        ChangedSince changed = new ChangedSince(session.store(), session.selected(), positions.get(),
                command.changedSince());
        return session.run(changed, () -> fetch(session, command, changed.positions()));
    }

    private static Next fetch(ImapSession session, Command.Fetch command, Positions positions) {
        Fetch work = new Fetch(session, command, positions);
        return session.run(work, work::end);
    }

    /** UID FETCH gives the UID (RFC 3501 §6.4.8), CHANGEDSINCE the MODSEQ (RFC 7162 §3.1.4.1), FLAGS with CONDSTORE on the MODSEQ. */
    private static List<FetchItem> items(Command.Fetch command) {
        List<FetchItem> items = new ArrayList<>(command.items());
        if (command.uid() && !items.contains(FetchItem.Simple.UID)) {
            items.add(0, FetchItem.Simple.UID);
        }
        if (command.changedSince() >= 0 && !items.contains(FetchItem.Simple.MODSEQ)) {
            items.add(FetchItem.Simple.MODSEQ);
        }
        return items.stream().distinct().toList();
    }

    @Override
    public Step step() {
        if (result != null || failure != null) {
            takeMarked();
        }
        if (writer.isInside()) {
            writer.goOn();
            return Step.MORE;
        }
        if (at == page.size()) {
            return nextPage();
        }
        Row row = page.get(at++);
        Message now = marked.get(row.message().uid());
        if (!writer.begin(row.position(), now == null ? row.message() : now, now != null)) {
            failedMessage = true;
        }
        return Step.MORE;
    }

    private Step nextPage() {
        if (cursor.atEnd()) {
            return Step.DONE;
        }
        at = 0;
        marked = Map.of();
        page = cursor.page(PAGE);
        if (command.changedSince() >= 0) {
            page = page.stream().filter(row -> row.message().modseq() > command.changedSince()).toList();
        }
        List<Long> unseen = marksSeen ? page.stream().map(Row::message).filter(m -> !m.flags().has(Flags.SEEN)).map(Message::uid).toList() : List.of();
        if (unseen.isEmpty()) {
            return Step.MORE;
        }
        Batch batch = new Batch().lazy(); // a mark that a crash loses comes back when the message is read again
        slot = batch.storeFlags(selected.id(), unseen, Flags.of(Flags.SEEN), Batch.FlagChange.ADD, -1);
        return Step.after(session.store().commit(batch).whenComplete((done, refused) -> {
            result = done;
            failure = refused;
        }));
    }

    /** A disk that takes no writes shall not keep anybody from reading: then the messages stay unseen. */
    private void takeMarked() {
        if (failure == null) {
            marked = new HashMap<>();
            for (Message message : result.of(slot).changed()) {
                marked.put(message.uid(), message);
                selected.told(message);
            }
        }
        selected.touch();
        result = null;
        failure = null;
    }

    private Next end() {
        if (!command.uid() && (cursor.missing() > 0 || failedMessage)) { // RFC 3501 §6.4.8: of UIDs without a word
            return session.no("[EXPUNGEISSUED] Some of the messages are not there any more");
        }
        return session.ok("Fetched");
    }
}
