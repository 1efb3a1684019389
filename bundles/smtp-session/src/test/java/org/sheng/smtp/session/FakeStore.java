package org.sheng.smtp.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobReader;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.MailboxChange;
import org.sheng.store.Message;
import org.sheng.store.StoreException;
import org.sheng.store.Uids;
import org.sheng.store.Usage;

/** The store as a receiving session sees it: blobs and commits, with the failures and delays that a test asks for. */
public final class FakeStore implements MailStore {
    public final Map<BlobId, byte[]> blobs = new ConcurrentHashMap<>();
    public final List<Batch> committed = new CopyOnWriteArrayList<>();
    public final List<FakeBlob> writers = new CopyOnWriteArrayList<>();
    public final Map<UUID, Usage> usage = new ConcurrentHashMap<>();
    public volatile StoreException failure;
    public volatile boolean refuseBlobs;
    /** While set, commits wait for it. */
    public volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);
    /** While set, blobs take no more until it is complete. */
    public volatile CompletableFuture<Void> blobGate;

    @Override
    public CompletionStage<CommitResult> commit(Batch batch) {
        return gate.thenApply(open -> {
            if (failure != null) {
                throw failure;
            }
            committed.add(batch);
            batch.operations().forEach(operation -> {
                if (operation instanceof org.sheng.store.Operation.PutBlob put) {
                    FakeBlob blob = (FakeBlob) put.blob();
                    blobs.put(blob.id, blob.bytes.toByteArray());
                }
            });
            return new CommitResult(new ArrayList<>(java.util.Collections.nCopies(batch.operations().size(), null)));
        });
    }

    @Override
    public BlobWriter newBlob() {
        if (refuseBlobs) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, -1, "the disk is full");
        }
        FakeBlob blob = new FakeBlob();
        writers.add(blob);
        return blob;
    }

    /** One blob. */
    public final class FakeBlob implements BlobWriter, BlobWriter.FinishedBlob {
        private final BlobId id = new BlobId(UUID.randomUUID());
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        public volatile boolean aborted;
        public volatile boolean waitedFor;

        @Override
        public BlobId id() {
            return id;
        }

        @Override
        public synchronized void write(ByteBuffer piece) {
            byte[] copy = new byte[piece.remaining()];
            piece.get(copy);
            bytes.writeBytes(copy);
        }

        @Override
        public synchronized long size() {
            return bytes.size();
        }

        @Override
        public boolean writable() {
            return blobGate == null || blobGate.isDone();
        }

        @Override
        public CompletionStage<Void> drained() {
            waitedFor = true;
            return blobGate;
        }

        @Override
        public FinishedBlob finish(byte[] summary) {
            return this;
        }

        @Override
        public void abort() {
            aborted = true;
        }
    }

    @Override
    public Usage usage(UUID account) {
        return usage.getOrDefault(account, new Usage(0, 0));
    }

    @Override
    public Optional<Long> blobSize(BlobId blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ByteBuffer read(BlobId blob, long offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> summary(BlobId blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Mailbox> mailboxes(UUID account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Mailbox> mailbox(UUID account, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Mailbox> mailbox(long id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> subscriptions(UUID account) {
        throw new UnsupportedOperationException();
    }

    @Override
    public BlobReader reader(BlobId blob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uids uids(long mailbox) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Uids uids(long mailbox, int flag, boolean set) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Message> message(long mailbox, long uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Message> messages(long mailbox, long from, long to, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Message> changedSince(long mailbox, long modseq, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<List<Long>> vanishedSince(long mailbox, long modseq) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<byte[]> get(String space, byte[] key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Row> scan(String space, byte[] from, byte[] to, int limit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Watch watch(UUID account, Consumer<MailboxChange> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Health health() {
        throw new UnsupportedOperationException();
    }
}
