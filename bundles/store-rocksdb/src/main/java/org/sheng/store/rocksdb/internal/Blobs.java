package org.sheng.store.rocksdb.internal;

import java.nio.ByteBuffer;
import org.sheng.store.BlobId;
import org.sheng.store.Operation;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** Blobs: put, held, released, and gone with the last holder. */
final class Blobs {
    private static final int MAX_READ = 1 << 20;

    private Blobs() { }

    static void put(Application batch, Operation.PutBlob put, long epoch) {
        if (!(put.blob() instanceof WrittenBlob blob)) {
            throw batch.refuse(Reason.MISSING, "the blob " + put.blob().id() + " was written to another store");
        }
        if (batch.rows().blob(blob.id()).isPresent()) {
            throw batch.refuse(Reason.EXISTS, "the blob " + blob.id() + " is in the store already");
        }
        if (!blob.complete(epoch)) {
            throw batch.refuse(Reason.UNAVAILABLE, "a part of the blob " + blob.id()
                    + " could not be written; send it again");
        }
        Changes changes = batch.rows().changes();
        if (blob.tail().length > 0) {
            changes.put(Family.CHUNKS, Keys.chunk(blob.id(), blob.chunksAhead()), blob.tail());
        }
        if (blob.chunksAhead() > 0) {
            changes.remove(Family.STATE, Keys.openBlob(blob.id()));
        }
        changes.put(Family.BLOBS, Keys.summary(blob.id()), blob.summary());
        batch.rows().put(blob.id(), new BlobRow(blob.size(), 0, 0));
        batch.rows().countPeriod(blob.id(), blob.size(), 0);
        batch.unheld(blob.id());
    }

    static void hold(Application batch, Operation.HoldBlob hold) {
        batch.rows().put(hold.blob(), batch.blob(hold.blob()).holds(1));
    }

    static void release(Application batch, Operation.ReleaseBlob release) {
        BlobRow blob = batch.blob(release.blob());
        if (blob.holds() == 0) {
            throw batch.refuse(Reason.MISSING, "nobody outside of mailboxes holds the blob " + release.blob());
        }
        batch.rows().put(release.blob(), blob.holds(-1));
        batch.unheld(release.blob());
    }

    static void removeUnlessHeld(Rows rows, BlobId id) {
        BlobRow blob = rows.blob(id).orElse(null);
        if (blob == null || blob.held()) {
            return;
        }
        rows.removed(id);
        rows.changes().remove(Family.BLOBS, Keys.blob(id));
        rows.changes().remove(Family.BLOBS, Keys.summary(id));
        removeChunks(rows, id, blob.chunks());
        rows.countPeriod(id, 0, blob.size());
    }

    /** As {@link org.sheng.store.MailStore#read}. */
    static ByteBuffer read(KeyValue rows, BlobId blob, long size, long offset, int length) {
        if (offset < 0 || length < 1 || length > MAX_READ) {
            throw new IllegalArgumentException("offset " + offset + ", length " + length + "; a length is 1 to "
                    + MAX_READ);
        }
        if (offset >= size) {
            return ByteBuffer.allocate(0);
        }
        byte[] chunk = rows.now().get(Family.CHUNKS, Keys.chunk(blob, offset / ChunkedBlobWriter.CHUNK));
        if (chunk == null) {
            throw new StoreException(Reason.MISSING, -1, "the blob " + blob + " was removed");
        }
        int from = (int) (offset % ChunkedBlobWriter.CHUNK);
        return ByteBuffer.wrap(chunk, from, Math.min(length, chunk.length - from)).slice();
    }

    static void removeChunks(Rows rows, BlobId id, int count) {
        for (int i = 0; i < count; i++) {
            rows.changes().remove(Family.CHUNKS, Keys.chunk(id, i));
        }
    }
}
