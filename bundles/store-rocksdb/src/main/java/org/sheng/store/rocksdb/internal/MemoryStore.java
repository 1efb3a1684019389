package org.sheng.store.rocksdb.internal;

/**
 * The store without a disk: the same keys, batches, rules and threads over rows in memory. For unit tests of who uses a
 * store.
 */
public final class MemoryStore {
    private static final long UID_CACHE = 16 << 20;

    private MemoryStore() { }

    public static OpenStore open() {
        return new KeyValueStore(new MemoryKeyValue(), 0, UID_CACHE, KeyValueStore.RECLAIM_PAUSE_MILLIS);
    }
}
