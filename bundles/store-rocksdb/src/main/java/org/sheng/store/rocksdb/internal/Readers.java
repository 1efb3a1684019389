package org.sheng.store.rocksdb.internal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sheng.store.BlobId;
import org.sheng.store.BlobReader;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * Blobs that are being read to their end. A blob that a commit removes meanwhile goes from the store as ever, but its
 * chunks stay, marked as those of an open blob are, until the last reader is closed; what a crash leaves of them the
 * next start removes. So what a batch comes to does not depend on who reads. Any thread.
 */
final class Readers {
    static final int MOST = 100_000;

    private final KeyValue rows;
    private final Intake intake;
    /** Guarded by this. */
    private final Map<BlobId, Held> held = new HashMap<>();
    private Set<BlobId> going = Set.of();
    private int open;

    Readers(KeyValue rows, Intake intake) {
        this.rows = rows;
        this.intake = intake;
    }

    private static final class Held {
        private int readers;
        private int chunksLeft;
    }

    BlobReader open(BlobId blob) {
        synchronized (this) {
            if (going.contains(blob)) {
                throw missing(blob);
            }
            if (open == MOST) {
                throw new StoreException(Reason.BUSY, -1, MOST + " messages are being read; try again later");
            }
            open++;
            held.computeIfAbsent(blob, id -> new Held()).readers++;
        }
        // after it is held: a commit that removes it from now on leaves its chunks
        byte[] row;
        try {
            row = rows.now().get(Family.BLOBS, Keys.blob(blob));
        } catch (StoreException refused) {
            release(blob);
            throw refused;
        }
        if (row == null) {
            release(blob);
            throw missing(blob);
        }
        return new Reader(blob, BlobRow.decode(row).size());
    }

    static StoreException missing(BlobId blob) {
        return new StoreException(Reason.MISSING, -1, "there is no blob " + blob);
    }

    private void release(BlobId blob) {
        int chunks;
        synchronized (this) {
            open--;
            Held last = held.get(blob);
            if (--last.readers > 0) {
                return;
            }
            held.remove(blob);
            chunks = last.chunksLeft;
        }
        if (chunks > 0) {
            intake.internal(new Work.Discard(blob, chunks));
        }
    }

    synchronized boolean isHeld(BlobId blob) {
        return held.containsKey(blob);
    }

    /** The writer, before it writes: keeps the chunks of those that are read; from now on none of them is opened. */
    synchronized void keep(Changes changes, List<BlobId> removed) {
        going = new HashSet<>();
        for (BlobId blob : removed) {
            if (changes.rows(Family.BLOBS).get(Keys.blob(blob)) != Changes.REMOVED) {
                continue; // its batch was refused
            }
            going.add(blob);
            Held reading = held.get(blob);
            byte[] row = reading == null ? null : rows.now().get(Family.BLOBS, Keys.blob(blob));
            if (row != null) {
                reading.chunksLeft = BlobRow.decode(row).chunks();
                for (int i = 0; i < reading.chunksLeft; i++) {
                    changes.leave(Family.CHUNKS, Keys.chunk(blob, i));
                }
                changes.put(Family.STATE, Keys.openBlob(blob), Keys.END);
            }
        }
    }

    /** The writer: the write is done, or known to have failed. */
    synchronized void written() {
        going = Set.of();
    }

    private final class Reader implements BlobReader {
        private final BlobId blob;
        private final long size;
        private boolean closed;

        Reader(BlobId blob, long size) {
            this.blob = blob;
            this.size = size;
        }

        @Override
        public BlobId blob() {
            return blob;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public ByteBuffer read(long offset, int length) {
            synchronized (this) {
                if (closed) {
                    throw missing(blob);
                }
            }
            return Blobs.read(rows, blob, size, offset, length);
        }

        @Override
        public void close() {
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
            }
            release(blob);
        }
    }
}
