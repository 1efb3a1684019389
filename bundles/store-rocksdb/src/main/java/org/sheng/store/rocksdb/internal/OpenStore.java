package org.sheng.store.rocksdb.internal;

import org.sheng.store.MailStore;

/** A store that whoever opened it closes. */
public interface OpenStore extends MailStore, AutoCloseable {

    /** Writes what waits, tells who waits, closes what is open. */
    @Override
    void close();
}
