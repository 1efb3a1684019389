package org.sheng.queue.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.sheng.queue.Route;
import org.sheng.store.MailStore;

/** Counts at the start what the indexes hold from before: about a second for a million entries. */
final class Recovery {
    private static final int PAGE = 10_000;

    private final MailStore store;
    private final long run;
    private final Map<Route, Long> entries = new HashMap<>();
    private long latestWritten;
    private long latestTag;

    Recovery(MailStore store, long run) {
        this.store = store;
        this.run = run;
    }

    /** When the newest of the waiting rows was written, epoch milliseconds: later than now when the clock was set back. */
    long latestWritten() {
        return latestWritten;
    }

    /** The furthest place in line that an entry has; 0 where there is none. */
    long latestTag() {
        return latestTag;
    }

    void count(Counts counts) {
        walk(Keys.READY, (key, value) -> one(key));
        walk(Keys.HELD, (key, value) -> one(value.readyKey()));
        walk(Keys.DUE, (key, value) -> {
            one(value.readyKey());
            latestWritten = Math.max(latestWritten, value.written());
        });
        entries.forEach(counts::added);
    }

    private void one(byte[] readyKey) {
        entries.merge(Keys.routeOf(readyKey), 1L, Long::sum);
        latestTag = Math.max(latestTag, Keys.tagOf(readyKey));
    }

    private void walk(String space, BiConsumer<byte[], IndexValue> each) {
        byte[] from = {0};
        List<MailStore.Row> rows;
        do {
            rows = store.scan(space, from, new byte[0], PAGE);
            for (MailStore.Row row : rows) {
                IndexValue value = IndexValue.decode(row.value());
                if (value.run() != run) {
                    each.accept(row.key(), value);
                }
                from = Keys.above(row.key());
            }
        } while (rows.size() == PAGE);
    }
}
