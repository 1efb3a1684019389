package org.sheng.store.rocksdb.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.MailStore;
import org.sheng.store.StoreContract;

class RocksStoreTest extends StoreContract {
    @TempDir
    Path folder;

    private OpenStore open;

    @Override
    protected MailStore openStore() {
        open = RocksStore.open(folder.resolve("store"), StoreSettings.DEFAULTS);
        return open;
    }

    @Override
    protected void closeStore() {
        open.close();
    }
}
