package org.sheng.queue.internal;

import java.time.InstantSource;
import java.util.SplittableRandom;
import org.sheng.store.Batch;

/** The changes of rows, as operations of a batch. Each takes away the one index row that the entry had, and is refused when it is not there. */
final class Rows {
    private final InstantSource clock;
    private final long run = new SplittableRandom().nextLong();

    Rows(InstantSource clock) {
        this.clock = clock;
    }

    /** Drawn by this run of the queue; see {@link IndexValue#run}. */
    long run() {
        return run;
    }

    /** The entry's row, then the ready row: {@link Ledger} reads them in this order. */
    void addReady(Batch batch, Stored stored) {
        batch.put(Keys.ENTRIES, Keys.id(stored.entry().id()), EntryCodec.encode(stored));
        batch.put(Keys.READY, stored.readyKey(), value(new byte[0]));
    }

    void addDue(Batch batch, Stored stored) {
        batch.put(Keys.ENTRIES, Keys.id(stored.entry().id()), EntryCodec.encode(stored));
        batch.put(Keys.DUE, stored.dueKey(), value(stored.readyKey()));
    }

    void addHeld(Batch batch, Stored stored) {
        batch.put(Keys.ENTRIES, Keys.id(stored.entry().id()), EntryCodec.encode(stored));
        batch.put(Keys.HELD, Keys.id(stored.entry().id()), value(stored.readyKey()));
    }

    void promote(Batch batch, byte[] dueKey, byte[] readyKey) {
        takeAway(batch, Keys.DUE, dueKey);
        batch.put(Keys.READY, readyKey, value(new byte[0]));
    }

    void takeAway(Batch batch, String index, byte[] key) {
        batch.require(index, key, true);
        batch.delete(index, key);
    }

    /** The entry leaves the queue; its index row was taken away before. */
    void remove(Batch batch, Stored stored) {
        batch.delete(Keys.ENTRIES, Keys.id(stored.entry().id()));
        batch.releaseBlob(stored.entry().message().blob());
    }

    private byte[] value(byte[] readyKey) {
        return new IndexValue(run, clock.millis(), readyKey).encode();
    }
}
