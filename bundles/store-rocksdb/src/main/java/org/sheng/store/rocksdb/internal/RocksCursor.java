package org.sheng.store.rocksdb.internal;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.locks.Lock;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;

/** Rows of a column family in order. Holds the lock that keeps the database open until it is closed. */
final class RocksCursor implements Cursor {
    private final RocksIterator rows;
    private final byte[] from;
    private final byte[] to;
    private final Path folder;
    private final Lock held;
    private boolean started;
    private byte[] key;

    RocksCursor(RocksIterator rows, byte[] from, byte[] to, Path folder, Lock held) {
        this.rows = rows;
        this.from = from;
        this.to = to;
        this.folder = folder;
        this.held = held;
    }

    @Override
    public boolean next() {
        if (started) {
            rows.next();
        } else {
            rows.seek(from);
            started = true;
        }
        if (!rows.isValid()) {
            checkStatus();
            return false;
        }
        key = rows.key();
        return to.length == 0 || Arrays.compareUnsigned(key, to) < 0;
    }

    private void checkStatus() {
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw Refusal.of("could not be read", folder, e);
        }
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return rows.value();
    }

    @Override
    public void close() {
        rows.close();
        held.unlock();
    }
}
