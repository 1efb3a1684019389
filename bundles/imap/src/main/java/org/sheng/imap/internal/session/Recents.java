package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sheng.store.Uids;

/**
 * The messages that are {@code \Recent} to a session (RFC 3501 §2.3.2): ranges of UIDs, ascending. The session's turns
 * alone use it. Above 1,000 ranges, as when sessions take turns at being told first, the two oldest become one: what lies
 * between is recent, too, as is to be said of messages whose first telling is not known.
 */
public final class Recents {
    private static final int MOST = 1_000;

    private long[] from = new long[1];
    private long[] to = new long[1];
    private int count;

    /** Both inclusive, {@code last} no lower than any before; nothing where first is above last. */
    void add(long first, long last) {
        if (first > last) {
            return;
        }
        long low = first;
        while (count > 0 && to[count - 1] >= low - 1) {
            low = Math.min(low, from[--count]);
        }
        if (count == MOST) {
            to[0] = to[1];
            count--;
            System.arraycopy(from, 2, from, 1, count - 1);
            System.arraycopy(to, 2, to, 1, count - 1);
        }
        if (count == from.length) {
            from = Arrays.copyOf(from, count * 2);
            to = Arrays.copyOf(to, count * 2);
        }
        from[count] = low;
        to[count++] = last;
    }

    public boolean has(long uid) {
        if (count == 0 || uid < from[0]) {
            return false;
        }
        int at = Arrays.binarySearch(from, 0, count, uid);
        return at >= 0 || uid <= to[-at - 2];
    }

    /** How many of these messages are. */
    public int count(Uids uids) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            found += uids.positionFrom(to[i] + 1) - uids.positionFrom(from[i]);
        }
        return found;
    }

    /** Where they are among these messages. */
    public Positions positions(Uids uids) {
        List<Positions.Range> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ranges.add(new Positions.Range(uids.positionFrom(from[i]), uids.positionFrom(to[i] + 1) - 1));
        }
        return Positions.of(ranges);
    }
}
