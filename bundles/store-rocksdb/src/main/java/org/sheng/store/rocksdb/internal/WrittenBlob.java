package org.sheng.store.rocksdb.internal;

import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;

/** A blob with its last chunk, which goes with the batch; those before it went ahead. */
final class WrittenBlob implements BlobWriter.FinishedBlob {
    private final ChunkedBlobWriter writer;
    private final byte[] tail;
    private final byte[] summary;

    WrittenBlob(ChunkedBlobWriter writer, byte[] tail, byte[] summary) {
        this.writer = writer;
        this.tail = tail;
        this.summary = summary;
    }

    @Override
    public BlobId id() {
        return writer.id();
    }

    @Override
    public long size() {
        return writer.size();
    }

    byte[] tail() {
        return tail;
    }

    byte[] summary() {
        return summary;
    }

    int chunksAhead() {
        return writer.chunksAhead();
    }

    /** False when a chunk that went ahead was not written, or may have been lost since. */
    boolean complete(long epoch) {
        return writer.aheadComplete(epoch);
    }
}
