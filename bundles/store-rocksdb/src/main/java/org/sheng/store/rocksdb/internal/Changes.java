package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.sheng.store.rocksdb.internal.KeyValue.Reading;

/**
 * Rows to be written together, above the rows that are there: reads see both. A batch that is refused is taken back to
 * the savepoint before it, alone. One thread.
 */
final class Changes implements Reading {
    /** Stands for a removed row; compared by identity. */
    static final byte[] REMOVED = new byte[0];

    private final Reading base;
    private final Map<Family, NavigableMap<byte[], byte[]>> rows = new EnumMap<>(Family.class);
    private final List<Undo> undo = new ArrayList<>();
    private long bytes;

    Changes(Reading base) {
        this.base = base;
        for (Family family : Family.values()) {
            rows.put(family, new TreeMap<>(Arrays::compareUnsigned));
        }
    }

    void put(Family family, byte[] key, byte[] value) {
        set(family, key, value);
    }

    void remove(Family family, byte[] key) {
        set(family, key, REMOVED);
    }

    /** Leaves the row as it is below these changes. Not to be followed by {@link #rollback} to before it. */
    void leave(Family family, byte[] key) {
        byte[] before = rows.get(family).remove(key);
        bytes -= before == null ? 0 : key.length + before.length;
    }

    private void set(Family family, byte[] key, byte[] value) {
        byte[] before = rows.get(family).put(key, value);
        undo.add(new Undo(family, key, before));
        bytes += key.length + value.length - (before == null ? 0 : key.length + before.length);
    }

    /** Ends what may be taken back: {@link #rollback} goes to here. */
    void savepoint() {
        undo.clear();
    }

    void rollback() {
        for (int i = undo.size() - 1; i >= 0; i--) {
            Undo last = undo.get(i);
            NavigableMap<byte[], byte[]> family = rows.get(last.family);
            byte[] now = last.before == null ? family.remove(last.key) : family.put(last.key, last.before);
            bytes += (last.before == null ? 0 : last.key.length + last.before.length) - last.key.length - now.length;
        }
        undo.clear();
    }

    /** Rows of a family in order, {@link #REMOVED} for those to be removed. */
    NavigableMap<byte[], byte[]> rows(Family family) {
        return rows.get(family);
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return rows.values().stream().allMatch(Map::isEmpty);
    }

    @Override
    public byte[] get(Family family, byte[] key) {
        byte[] value = rows.get(family).get(key);
        if (value == null) {
            return base.get(family, key);
        }
        return value == REMOVED ? null : value;
    }

    /** Not to be used further once a row of the family was changed. */
    @Override
    public Cursor cursor(Family family, byte[] from, byte[] to) {
        NavigableMap<byte[], byte[]> tail = rows.get(family).tailMap(from, true);
        return new MergedCursor(to.length == 0 ? tail : tail.headMap(to, false), base.cursor(family, from, to));
    }

    private record Undo(Family family, byte[] key, byte[] before) { }
}
