package org.sheng.store.rocksdb.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.sheng.store.rocksdb.internal.KeyValue.Snapshot;

/**
 * The bitmaps of one mailbox in memory: those of the flags are read when the first of them is asked for, all in one
 * snapshot, and everything that is at hand is as of one moment. Any thread.
 */
final class MailboxUids {
    private final KeyValue rows;
    private final long mailbox;
    /** By kind, as in {@link Bitmaps}; empty: nothing was read yet. */
    private final Map<Integer, UidSet> sets = new HashMap<>();
    /** Those without a flag, by the flag. */
    private final Map<Integer, UidSet> without = new HashMap<>();
    private final Map<Integer, NavigableMap<Integer, UidBlock>> changed = new HashMap<>();
    private boolean hasFlags;

    MailboxUids(KeyValue rows, long mailbox) {
        this.rows = rows;
        this.mailbox = mailbox;
    }

    /** A row of a bitmap that was written, or removed: then it is empty. */
    record Block(int kind, int number, byte[] row) { }

    /** The writer: what one write changed. */
    synchronized void changed(List<Block> blocks) {
        if (sets.isEmpty()) {
            return;
        }
        for (Block block : blocks) {
            if (block.kind == Bitmaps.PRESENT || hasFlags) {
                changed.computeIfAbsent(block.kind, kind -> new TreeMap<>())
                        .put(block.number, UidBlock.decode(block.row));
            }
        }
    }

    synchronized UidSet all() {
        bringUpToDate(false);
        return sets.getOrDefault(Bitmaps.PRESENT, UidSet.EMPTY);
    }

    synchronized UidSet flagged(int flag, boolean set) {
        bringUpToDate(true);
        UidSet with = sets.getOrDefault(flag, UidSet.EMPTY);
        if (set) {
            return with;
        }
        return without.computeIfAbsent(flag, key -> sets.getOrDefault(Bitmaps.PRESENT, UidSet.EMPTY).without(with));
    }

    private void bringUpToDate(boolean flags) {
        if (sets.isEmpty() || flags && !hasFlags) {
            without.clear();
            read(flags);
            hasFlags |= flags;
        } else if (!changed.isEmpty()) {
            without.clear();
            changed.forEach((kind, blocks) -> sets.put(kind, sets.getOrDefault(kind, UidSet.EMPTY).with(blocks)));
        }
        changed.clear();
    }

    private void read(boolean flags) {
        Map<Integer, NavigableMap<Integer, UidBlock>> found = new HashMap<>();
        found.put(Bitmaps.PRESENT, new TreeMap<>());
        try (Snapshot snapshot = rows.snapshot()) {
            if (snapshot.get(Family.STATE, Keys.mailbox(mailbox)) != null) {
                read(snapshot, Keys.uidBlocks(mailbox), false, found);
                if (flags) {
                    read(snapshot, Keys.flagBlocks(mailbox), true, found);
                }
            }
        }
        sets.clear();
        found.forEach((kind, blocks) -> sets.put(kind, UidSet.EMPTY.with(blocks)));
    }

    private static void read(Snapshot snapshot, byte[] prefix, boolean flags,
            Map<Integer, NavigableMap<Integer, UidBlock>> into) {
        try (Cursor cursor = snapshot.cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                RowReader key = new RowReader(cursor.key()).skip(prefix.length);
                int kind = flags ? key.int8() : Bitmaps.PRESENT;
                into.computeIfAbsent(kind, first -> new TreeMap<>())
                        .put((int) key.int32(), UidBlock.decode(cursor.value()));
            }
        }
    }

    /** Bytes it takes, about. */
    synchronized long weight() {
        return 200 + sets.values().stream().mapToLong(UidSet::weight).sum()
                + without.values().stream().mapToLong(UidSet::weight).sum();
    }
}
