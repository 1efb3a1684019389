package org.sheng.queue.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.sheng.queue.Route;
import org.sheng.store.MailStore;

/**
 * The entries of one destination that can be tried now, best first: the first few are known here, the others are in the index. Every ready entry with a key up to the
 * horizon is known or leased. The dispatcher's thread only.
 */
final class Lane {
    /** Instead of an entry's bytes, where they are to be read from its row. */
    static final byte[] NOT_AT_HAND = new byte[0];

    final Route route;
    final Pace pace;
    private final byte[] prefix;
    private final TreeMap<byte[], byte[]> known = new TreeMap<>(Arrays::compareUnsigned);
    private byte[] horizon;
    private boolean complete;
    private int active;
    private boolean inLine;

    Lane(Route route, Pace pace) {
        this.route = route;
        this.pace = pace;
        this.prefix = Keys.lane(route);
        this.horizon = prefix;
    }

    boolean hasMore() {
        return !known.isEmpty() || !complete;
    }

    boolean idle() {
        return active == 0 && !inLine;
    }

    int known() {
        return known.size();
    }

    int active() {
        return active;
    }

    void began() {
        active++;
    }

    void ended() {
        active--;
    }

    /** True when it was not in line for a worker before. */
    boolean enterLine() {
        boolean before = inLine;
        inLine = true;
        return !before;
    }

    void leaveLine() {
        inLine = false;
    }

    /** A row that was just committed. With no room the last one known is given back to the index. */
    void offer(byte[] readyKey, byte[] entry, int room) {
        if (!complete && Arrays.compareUnsigned(readyKey, horizon) > 0) {
            return;
        }
        known.putIfAbsent(readyKey, entry);
        if (known.size() <= room) {
            return;
        }
        known.pollLastEntry();
        horizon = known.isEmpty() ? prefix : known.lastKey();
        complete = false;
    }

    /** The best one, reading a page of the index where none is known; empty entry when there is none. */
    Map.Entry<byte[], byte[]> next(MailStore store, Predicate<UUID> leased, int page) {
        while (known.isEmpty() && !complete) {
            readOn(store, leased, page);
        }
        return known.isEmpty() ? Map.entry(NOT_AT_HAND, NOT_AT_HAND) : known.pollFirstEntry();
    }

    /** Forgets what it knows: the index says it again. */
    void forget() {
        known.clear();
        horizon = prefix;
        complete = false;
    }

    private void readOn(MailStore store, Predicate<UUID> leased, int page) {
        List<MailStore.Row> rows = store.scan(Keys.READY, Keys.above(horizon), Keys.after(prefix), page);
        for (MailStore.Row row : rows) {
            if (!leased.test(Keys.idOf(row.key()))) {
                known.put(row.key(), NOT_AT_HAND);
            }
        }
        complete = rows.size() < page;
        if (!complete) {
            horizon = rows.get(rows.size() - 1).key();
        }
    }
}
