package org.sheng.store.rocksdb.internal;

import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/** Rows in memory whose writes and reopening fail as told. */
final class FailingKeyValue implements KeyValue {
    enum Failure { NONE, BEFORE_THE_WRITE, AFTER_THE_WRITE }

    private final MemoryKeyValue rows = new MemoryKeyValue();
    volatile Failure nextWrite = Failure.NONE;
    volatile boolean reopens = true;
    private volatile long epoch;

    @Override
    public void write(Changes changes, boolean sync) {
        Failure failure = nextWrite;
        nextWrite = Failure.NONE;
        if (failure != Failure.BEFORE_THE_WRITE) {
            rows.write(changes, sync);
        }
        if (failure != Failure.NONE) {
            throw new StoreException(Reason.UNAVAILABLE, -1, "the disk is broken; mend it");
        }
    }

    @Override
    public void reopen() {
        if (!reopens) {
            throw new StoreException(Reason.UNAVAILABLE, -1, "the disk is still broken; mend it");
        }
        epoch++;
    }

    @Override
    public Reading now() {
        return rows.now();
    }

    @Override
    public Snapshot snapshot() {
        return rows.snapshot();
    }

    @Override
    public long epoch() {
        return epoch;
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
        rows.compact(family, from, to);
    }

    @Override
    public void close() {
        rows.close();
    }
}
