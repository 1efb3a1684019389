package org.sheng.store.rocksdb.internal;

import java.nio.file.Path;

/** The store on disk. */
public final class RocksStore {
    private RocksStore() { }

    /**
     * Opens the store in a folder, makes it where there is none. Where that cannot be done now, the store says so in
     * {@link OpenStore#health}, refuses all with UNAVAILABLE and goes on trying.
     */
    public static OpenStore open(Path folder, StoreSettings settings) {
        return opened(folder, settings);
    }

    static KeyValueStore opened(Path folder, StoreSettings settings) {
        return opened(folder, settings, KeyValueStore.RECLAIM_PAUSE_MILLIS);
    }

    static KeyValueStore opened(Path folder, StoreSettings settings, long reclaimPauseMillis) {
        return new KeyValueStore(new RocksKeyValue(folder, settings), settings.minFreeDisk(), settings.uidCache(),
                reclaimPauseMillis);
    }
}
