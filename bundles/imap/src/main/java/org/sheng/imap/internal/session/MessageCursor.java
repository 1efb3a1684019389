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
    private final List<Positions.Range> ranges;
    private int range;
    private int next;
    private long missing;

    /** A message and its sequence number. */
    public record Row(int position, Message message) { }

    public MessageCursor(MailStore store, Selected selected, Positions positions) {
        this.store = store;
        this.mailbox = selected.id();
        this.uids = selected.uids();
        this.ranges = positions.ranges();
        this.next = ranges.isEmpty() ? 0 : ranges.get(0).from();
    }

    public boolean atEnd() {
        return range == ranges.size();
    }

    /** At most so many; fewer, even none, before the end. */
    public List<Row> page(int limit) {
        List<Row> rows = new ArrayList<>();
        int left = limit;
        while (left > 0 && !atEnd()) {
            int from = next;
            int to = (int) Math.min(ranges.get(range).to(), (long) from + left - 1);
            List<Message> found = store.messages(mailbox, uids.uidAt(from), uids.uidAt(to), to - from + 1);
            boolean all = found.size() == to - from + 1;
            missing += to - from + 1 - found.size();
            for (int i = 0; i < found.size(); i++) {
                rows.add(new Row(all ? from + i : uids.positionOf(found.get(i).uid()), found.get(i)));
            }
            left -= to - from + 1;
            advance(to);
        }
        return rows;
    }

    private void advance(int read) {
        next = read + 1;
        if (read == ranges.get(range).to() && ++range < ranges.size()) {
            next = ranges.get(range).from();
        }
    }

    /** How many were not there any more. */
    public long missing() {
        return missing;
    }
}
