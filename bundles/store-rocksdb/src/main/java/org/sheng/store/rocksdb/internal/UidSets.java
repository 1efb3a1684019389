package org.sheng.store.rocksdb.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sheng.store.Uids;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.sheng.store.rocksdb.internal.KeyValue.Snapshot;

/**
 * UIDs of mailboxes in use. A set is read once, then brought up to date with the blocks that writes changed, when it is
 * asked for again. Bounded by bytes; the one not used for longest goes first. Any thread.
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
        Entry entry;
        synchronized (entries) {
            entry = entries.computeIfAbsent(mailbox, id -> new Entry());
        }
        // the entry is known to the writer before its rows are read: no change is missed, and one that comes twice does
        // no harm
        UidSet set = entry.upToDate(mailbox);
        weigh(mailbox, entry, set);
        return set;
    }

    private void weigh(long mailbox, Entry entry, UidSet set) {
        synchronized (entries) {
            if (entries.get(mailbox) != entry) {
                return;
            }
            weight += set.weight() - entry.counted;
            entry.counted = set.weight();
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
        byte[] prefix = Keys.kind('U');
        for (Map.Entry<byte[], byte[]> change : changes.subMap(prefix, Keys.behind(prefix)).entrySet()) {
            RowReader key = new RowReader(change.getKey()).skip(1);
            Entry entry;
            synchronized (entries) {
                entry = entries.get(key.int64());
            }
            if (entry != null) {
                entry.changed((int) key.int32(), change.getValue());
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

    private final class Entry {
        private UidSet set;
        private final NavigableMap<Integer, UidBlock> changed = new TreeMap<>();
        /** Guarded by {@link #entries}. */
        private long counted;

        synchronized void changed(int number, byte[] row) {
            if (set != null) {
                changed.put(number, UidBlock.decode(row));
            }
        }

        synchronized UidSet upToDate(long mailbox) {
            if (set == null) {
                set = read(mailbox);
            } else if (!changed.isEmpty()) {
                set = set.with(changed);
            }
            changed.clear();
            return set;
        }

        private UidSet read(long mailbox) {
            NavigableMap<Integer, UidBlock> blocks = new TreeMap<>();
            byte[] prefix = Keys.uidBlocks(mailbox);
            try (Snapshot snapshot = rows.snapshot()) {
                if (snapshot.get(Family.STATE, Keys.mailbox(mailbox)) == null) {
                    return UidSet.EMPTY;
                }
                try (Cursor cursor = snapshot.cursor(Family.STATE, prefix, Keys.behind(prefix))) {
                    while (cursor.next()) {
                        int number = (int) new RowReader(cursor.key()).skip(prefix.length).int32();
                        blocks.put(number, UidBlock.decode(cursor.value()));
                    }
                }
            }
            return UidSet.EMPTY.with(blocks);
        }
    }
}
