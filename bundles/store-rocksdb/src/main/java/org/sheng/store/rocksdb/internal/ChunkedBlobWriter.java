package org.sheng.store.rocksdb.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.StoreException;

/**
 * Cuts a blob into chunks. What fits into one chunk travels within its batch; of larger blobs all chunks but the last
 * go ahead, unsynced, behind a row that marks the blob as open, so that they are found and removed when their commit
 * never comes.
 */
final class ChunkedBlobWriter implements BlobWriter {
    static final int CHUNK = 128 * 1024;
    static final int MAX_SUMMARY = 1 << 20;
    private static final int FIRST_BUFFER = 4 * 1024;
    private static final int MAX_WAITING = 4;

    private final BlobId id = newId();
    private final Intake intake;
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private long size;
    private int chunksAhead;
    private boolean ended;

    // shared with the writer's thread
    private int waiting;
    private long epoch;
    private boolean anyApplied;
    private Optional<StoreException> failure = Optional.empty();
    private CompletableFuture<Void> drained = CompletableFuture.completedFuture(null);

    ChunkedBlobWriter(Intake intake) {
        this.intake = intake;
    }

    /** Milliseconds, then 80 random bits: the clock decides only where it lies, not whether it is unique. */
    private static BlobId newId() {
        UUID random = UUID.randomUUID();
        return new BlobId(new UUID(System.currentTimeMillis() << 16 | random.getMostSignificantBits() >>> 48,
                random.getLeastSignificantBits() << 4 ^ random.getMostSignificantBits()));
    }

    @Override
    public BlobId id() {
        return id;
    }

    @Override
    public void write(ByteBuffer bytes) {
        if (ended) {
            throw new IllegalStateException("the blob " + id + " is finished");
        }
        size += bytes.remaining();
        while (bytes.hasRemaining()) {
            if (filled == CHUNK) {
                sendAhead();
            }
            int take = Math.min(bytes.remaining(), CHUNK - filled);
            if (filled + take > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(CHUNK, Math.max(buffer.length * 2, filled + take)));
            }
            bytes.get(buffer, filled, take);
            filled += take;
        }
    }

    private void sendAhead() {
        byte[] full = buffer;
        buffer = new byte[CHUNK];
        filled = 0;
        int number = chunksAhead++;
        synchronized (this) {
            if (failure.isPresent()) {
                return;
            }
            waiting++;
            if (waiting == MAX_WAITING) {
                drained = new CompletableFuture<>();
            }
        }
        intake.chunk(new Work.Chunk(this, number, full));
    }

    /** A chunk is among the changes to be written. */
    synchronized void applied(long atEpoch) {
        if (anyApplied && epoch != atEpoch && failure.isEmpty()) {
            failure = Optional.of(new StoreException(StoreException.Reason.UNAVAILABLE, -1,
                    "the store was opened anew while the blob " + id + " was written; send it again"));
        }
        anyApplied = true;
        epoch = atEpoch;
    }

    /** A chunk is in the store. */
    void written() {
        Optional<CompletableFuture<Void>> now;
        synchronized (this) {
            waiting--;
            now = waiting < MAX_WAITING ? Optional.of(drained) : Optional.empty();
        }
        now.ifPresent(future -> future.complete(null));
    }

    void failed(StoreException why) {
        CompletableFuture<Void> now;
        synchronized (this) {
            failure = Optional.of(why);
            waiting--;
            now = drained;
        }
        now.completeExceptionally(why);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized boolean writable() {
        return waiting < MAX_WAITING;
    }

    @Override
    public synchronized CompletionStage<Void> drained() {
        return failure.<CompletionStage<Void>>map(CompletableFuture::failedFuture)
                .orElse(waiting < MAX_WAITING ? CompletableFuture.completedFuture(null) : drained);
    }

    @Override
    public FinishedBlob finish(byte[] summary) {
        if (ended) {
            throw new IllegalStateException("the blob " + id + " is finished already");
        }
        if (summary.length > MAX_SUMMARY) {
            throw new IllegalArgumentException("a summary of " + summary.length + " bytes; at most " + MAX_SUMMARY);
        }
        ended = true;
        byte[] tail = Arrays.copyOf(buffer, filled);
        buffer = Keys.END;
        return new WrittenBlob(this, tail, summary);
    }

    @Override
    public void abort() {
        ended = true;
        buffer = Keys.END;
        if (chunksAhead > 0) {
            // does nothing where a batch made it part of the store
            intake.internal(new Work.Discard(id, chunksAhead));
        }
    }

    int chunksAhead() {
        return chunksAhead;
    }

    synchronized boolean aheadComplete(long now) {
        return chunksAhead == 0 || failure.isEmpty() && anyApplied && epoch == now;
    }
}
