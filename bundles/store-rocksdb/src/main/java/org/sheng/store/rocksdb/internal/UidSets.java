package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import org.sheng.store.Uids;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * UIDs of mailboxes in use, all or by flag. A mailbox's are read once, then brought up to date with the blocks that
 * writes changed, when they are asked for again. Bounded by bytes; the mailbox not used for longest goes first. Any
 * thread.
 */
final class UidSets {
    private final KeyValue rows;
    private final long maxWeight;
    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long weight;

    UidSets(KeyValue rows, long maxWeight) {
        this.rows = rows;
        this.maxWeight = maxWeight;
    }

    Uids get(long mailbox) {
        return get(mailbox, MailboxUids::all);
    }

    Uids get(long mailbox, int flag, boolean set) {
        return get(mailbox, uids -> uids.flagged(flag, set));
    }

    private Uids get(long mailbox, Function<MailboxUids, UidSet> which) {
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(mailbox, id -> new Entry(new MailboxUids(rows, id)));
        }
        // the entry is known to the writer before its rows are read: no change is missed, and one that comes twice does
        // no harm
        UidSet set = which.apply(entry.uids);
        weigh(mailbox, entry);
        return set;
    }

    private void weigh(long mailbox, Entry entry) {
        long now = entry.uids.weight();
        synchronized (entries) {
            if (entries.get(mailbox) != entry) {
                return;
            }
            weight += now - entry.counted;
            entry.counted = now;
            Iterator<Entry> oldest = entries.values().iterator();
            while (weight > maxWeight && oldest.hasNext()) {
                Entry next = oldest.next();
                weight -= next.counted;
                oldest.remove();
            }
        }
    }

    /** The writer: these rows of {@link Family#STATE} are written. */
    void written(NavigableMap<byte[], byte[]> changes) {
        Map<Long, List<MailboxUids.Block>> changed = new HashMap<>();
        synchronized (entries) {
            if (entries.isEmpty()) {
                return;
            }
            collect(changes, 'F', changed);
            collect(changes, 'U', changed);
        }
        // a mailbox's at once, so that its sets are never of two moments
        changed.forEach((mailbox, blocks) -> {
            Entry entry;
            synchronized (entries) {
                entry = entries.get(mailbox);
            }
            if (entry != null) {
                entry.uids.changed(blocks);
            }
        });
    }

    /** Of mailboxes in use. */
    private void collect(NavigableMap<byte[], byte[]> changes, char kind, Map<Long, List<MailboxUids.Block>> into) {
        byte[] prefix = Keys.kind(kind);
        for (Map.Entry<byte[], byte[]> change : changes.subMap(prefix, Keys.behind(prefix)).entrySet()) {
            RowReader key = new RowReader(change.getKey()).skip(1);
            long mailbox = key.int64();
            if (entries.containsKey(mailbox)) {
                int of = kind == 'F' ? key.int8() : Bitmaps.PRESENT;
                into.computeIfAbsent(mailbox, first -> new ArrayList<>())
                        .add(new MailboxUids.Block(of, (int) key.int32(), change.getValue()));
            }
        }
    }

    void drop(long mailbox) {
        synchronized (entries) {
            Entry entry = entries.remove(mailbox);
            weight -= entry == null ? 0 : entry.counted;
        }
    }

    void clear() {
        synchronized (entries) {
            entries.clear();
            weight = 0;
        }
    }

    private static final class Entry {
        private final MailboxUids uids;
        /** Guarded by {@link #entries}. */
        private long counted;

        Entry(MailboxUids uids) {
            this.uids = uids;
        }
    }
}
