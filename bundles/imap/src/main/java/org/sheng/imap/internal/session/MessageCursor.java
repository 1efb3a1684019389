package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.MailStore;
import org.sheng.store.Message;
import org.sheng.store.Uids;

/** Reads the messages at given positions, in order, a page at a time. */
public final class MessageCursor {
    private final MailStore store;
    private final long mailbox;
    private final Uids uids;
    private final Candidates candidates;
    private long missing;

    /** A message and its sequence number. */
    public record Row(int position, Message message) { }

    public MessageCursor(MailStore store, Selected selected, Candidates candidates) {
        this.store = store;
        this.mailbox = selected.id();
        this.uids = selected.uids();
        this.candidates = candidates;
    }

    public boolean atEnd() {
        return candidates.atEnd();
    }

    /** At most so many; fewer, even none, before the end. */
    public List<Row> page(int limit) {
        List<Row> rows = new ArrayList<>();
        for (Positions.Range range : candidates.next(limit).ranges()) {
            int count = range.to() - range.from() + 1;
            List<Message> found = read(range, count);
            boolean all = found.size() == count;
            missing += count - found.size();
            for (int i = 0; i < found.size(); i++) {
                rows.add(new Row(all ? range.from() + i : uids.positionOf(found.get(i).uid()), found.get(i)));
            }
        }
        return rows;
    }

    private List<Message> read(Positions.Range range, int count) {
        if (count == 1) {
            return store.message(mailbox, uids.uidAt(range.from())).map(List::of).orElse(List.of());
        }
        return store.messages(mailbox, uids.uidAt(range.from()), uids.uidAt(range.to()), count);
    }

    /** How many were not there any more. */
    public long missing() {
        return missing;
    }
}
