package org.sheng.store.rocksdb.internal;

import org.sheng.store.MailStore;
import org.sheng.store.StoreContract;

class MemoryStoreTest extends StoreContract {
    private OpenStore open;

    @Override
    protected MailStore openStore() {
        open = MemoryStore.open();
        return open;
    }

    @Override
    protected void closeStore() {
        open.close();
    }
}
