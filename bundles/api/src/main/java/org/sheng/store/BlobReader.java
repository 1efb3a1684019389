package org.sheng.store;

import java.nio.ByteBuffer;

/**
 * A blob held open: it can be read until {@link #close}, whoever removes what holds it meanwhile; its room comes back
 * then. Not for two threads at once, but for {@link #close}. Who forgets to close it keeps the room of a removed blob
 * until the store is opened anew.
 */
public interface BlobReader extends AutoCloseable {

    BlobId blob();

    /** Bytes. */
    long size();

    /**
     * As {@link MailStore#read}.
     *
     * @throws StoreException UNAVAILABLE when the disk refuses; MISSING after {@link #close}
     */
    ByteBuffer read(long offset, int length);

    /** At once; a second call does nothing. */
    @Override
    void close();
}
