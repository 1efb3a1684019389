package org.sheng.store.rocksdb.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Rows in memory, for tests: everything else of the store is as on disk. A snapshot or cursor holds the writer up until
 * it is closed.
 */
final class MemoryKeyValue implements KeyValue {
    private final Map<Family, ConcurrentNavigableMap<byte[], byte[]>> rows = new EnumMap<>(Family.class);
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    MemoryKeyValue() {
        for (Family family : Family.values()) {
            rows.put(family, new ConcurrentSkipListMap<>(Arrays::compareUnsigned));
        }
    }

    @Override
    public Reading now() {
        return new View();
    }

    @Override
    public Snapshot snapshot() {
        lock.readLock().lock();
        return new LockedView();
    }

    @Override
    public void write(Changes changes, boolean sync) {
        lock.writeLock().lock();
        try {
            rows.forEach((family, held) -> changes.rows(family).forEach((key, value) -> {
                if (value == Changes.REMOVED) {
                    held.remove(key);
                } else {
                    held.put(key, value);
                }
            }));
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public void reopen() {
        // memory neither fails nor comes back
    }

    @Override
    public long epoch() {
        return 0;
    }

    @Override
    public long bytesOnDisk() {
        return 0;
    }

    @Override
    public long bytesFree() {
        return Long.MAX_VALUE;
    }

    @Override
    public void compact(Family family, byte[] from, byte[] to) {
        // removed rows are gone at once
    }

    @Override
    public void close() {
        rows.values().forEach(Map::clear);
    }

    private class View implements Reading {

        @Override
        public byte[] get(Family family, byte[] key) {
            return rows.get(family).get(key);
        }

        @Override
        public Cursor cursor(Family family, byte[] from, byte[] to) {
            NavigableMap<byte[], byte[]> tail = rows.get(family).tailMap(from, true);
            lock.readLock().lock();
            return new MapCursor((to.length == 0 ? tail : tail.headMap(to, false)).entrySet().iterator());
        }
    }

    private final class LockedView extends View implements Snapshot {
        @Override
        public void close() {
            lock.readLock().unlock();
        }
    }

    private final class MapCursor implements Cursor {
        private final Iterator<Map.Entry<byte[], byte[]>> entries;
        private Map.Entry<byte[], byte[]> at;

        MapCursor(Iterator<Map.Entry<byte[], byte[]>> entries) {
            this.entries = entries;
        }

        @Override
        public boolean next() {
            if (!entries.hasNext()) {
                return false;
            }
            at = entries.next();
            return true;
        }

        @Override
        public byte[] key() {
            return at.getKey();
        }

        @Override
        public byte[] value() {
            return at.getValue();
        }

        @Override
        public void close() {
            lock.readLock().unlock();
        }
    }
}
