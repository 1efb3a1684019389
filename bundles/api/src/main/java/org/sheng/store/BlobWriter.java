package org.sheng.store;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/**
 * Takes a message's bytes as they come. Bytes are cut into chunks; full chunks go to the store at once, so that a large message is never whole in
 * memory. Nothing counts until a commit with the finished blob is complete: a crash before leaves chunks that the store removes at its next start.
 * One thread at a time.
 */
public interface BlobWriter {

    BlobId id();

    /** Takes all bytes between position and limit. Does not block. */
    void write(ByteBuffer bytes);

    /** Bytes taken. */
    long size();

    /** False while 4 chunks wait for the store: whoever feeds it pauses its source until {@link #drained}. */
    boolean writable();

    /** Complete when it is writable again; exceptionally with {@link StoreException} when a chunk could not be written. */
    CompletionStage<Void> drained();

    /**
     * Ends the blob. It becomes part of a commit by {@link Batch#blob}.
     *
     * @param summary what {@link MailStore#summary} gives back: bytes of the caller's own form, at most 1 MiB; kept as long as the blob
     */
    FinishedBlob finish(byte[] summary);

    /** Throws away what was written. After {@link #finish} the batch decides, and abort does nothing once it was committed. */
    void abort();

    /** A blob that only waits for its commit. The implementation's own. */
    interface FinishedBlob {
        BlobId id();

        long size();
    }
}
