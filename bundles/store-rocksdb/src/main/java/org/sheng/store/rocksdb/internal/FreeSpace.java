package org.sheng.store.rocksdb.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.sheng.store.Batch;
import org.sheng.store.Operation;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/**
 * Keeps some of the disk free: below the minimum, batches that add without removing are refused while those that remove
 * are taken, so that the way out of a full disk stays open. Any thread.
 */
final class FreeSpace {
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final KeyValue rows;
    private final AtomicLong checkedAt = new AtomicLong(System.nanoTime() - CHECK_NANOS);
    private volatile long minimum;
    private volatile long free = Long.MAX_VALUE;

    FreeSpace(KeyValue rows, long minimum) {
        this.rows = rows;
        this.minimum = minimum;
    }

    void minimum(long bytes) {
        minimum = bytes;
    }

    /** Empty while there is enough. */
    String trouble() {
        long last = checkedAt.get();
        long now = System.nanoTime();
        if (now - last >= CHECK_NANOS && checkedAt.compareAndSet(last, now)) {
            free = rows.bytesFree();
        }
        return free >= minimum ? ""
                : "only " + (free >> 20) + " MiB of the store's disk are free, less than min-free-disk ("
                + (minimum >> 20) + " MiB): new mail is refused; free some of it, or move the store to a larger disk";
    }

    /** @throws StoreException UNAVAILABLE for what adds */
    void check() {
        String trouble = trouble();
        if (!trouble.isEmpty()) {
            throw new StoreException(Reason.UNAVAILABLE, -1, trouble);
        }
    }

    /** @throws StoreException UNAVAILABLE when the batch adds more than it removes */
    void check(Batch batch) {
        if (!trouble().isEmpty() && adds(batch)) {
            check();
        }
    }

    private static boolean adds(Batch batch) {
        boolean adds = false;
        boolean removes = false;
        for (Operation operation : batch.operations()) {
            if (operation instanceof Operation.PutBlob) {
                return true;
            }
            adds |= operation instanceof Operation.Put || operation instanceof Operation.Append
                    || operation instanceof Operation.CreateMailbox || operation instanceof Operation.Copy copy
                    && !copy.move();
            removes |= operation instanceof Operation.Delete || operation instanceof Operation.ReleaseBlob;
        }
        return adds && !removes;
    }
}
