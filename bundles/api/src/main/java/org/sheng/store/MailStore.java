package org.sheng.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * The mail store. Reads may touch the disk: worker threads only, never an event loop; they see every commit that is complete.
 * Reads throw {@link StoreException} UNAVAILABLE when the disk refuses or the store is closed.
 */
public interface MailStore {

    /**
     * Applies a batch. Any thread; never blocks. Complete when it is on disk (unless lazy); exceptionally with {@link StoreException} when nothing of it is there.
     * Batches of one caller are applied in the order of the calls. What is done when it completes runs on the store's own thread: it returns at once and
     * never blocks; use the async methods of the stage for more. At most 20,000 batches or 256 MiB wait; at that bound: BUSY.
     */
    CompletionStage<CommitResult> commit(Batch batch);

    BlobWriter newBlob();

    /** Size in bytes; empty when there is no such blob. */
    Optional<Long> blobSize(BlobId blob);

    /**
     * Reads at most {@code length} bytes (1 to 1 MiB) at an offset: fewer at the end, or where a chunk ends; none behind it.
     *
     * @throws StoreException MISSING when there is no such blob
     */
    ByteBuffer read(BlobId blob, long offset, int length);

    /**
     * Opens a blob that shall be read to its end, whatever is committed meanwhile. It is closed by the caller, who reads
     * at a client's pace. At most 100,000 are open at once.
     *
     * @throws StoreException MISSING when there is no such blob, BUSY at the bound
     */
    BlobReader reader(BlobId blob);

    /** What was given to {@link BlobWriter#finish}; empty when there is no such blob. */
    Optional<byte[]> summary(BlobId blob);

    /** In order of name. */
    List<Mailbox> mailboxes(UUID account);

    Optional<Mailbox> mailbox(UUID account, String name);

    Optional<Mailbox> mailbox(long id);

    /** Subscribed names, in order, those without mailbox too. */
    List<String> subscriptions(UUID account);

    Usage usage(UUID account);

    /** Empty set when there is no such mailbox. Cheap for mailboxes in use. */
    Uids uids(long mailbox);

    /**
     * The UIDs of the messages that have a system flag, or of those that have it not, as of one moment: kept by the
     * store, never counted, so that a few in a large mailbox are found as fast as in a small one. Empty set when there
     * is no such mailbox. Cheap for mailboxes in use.
     *
     * @param flag one of the constants of {@link Flags}, else {@link IllegalArgumentException}
     */
    Uids uids(long mailbox, int flag, boolean set);

    Optional<Message> message(long mailbox, long uid);

    /** Messages with UIDs in [from, to], in order, at most {@code limit} (1 to 10,000). */
    List<Message> messages(long mailbox, long from, long to, int limit);

    /**
     * Messages that are there and have a MODSEQ above the given one, in order of MODSEQ, at most {@code limit} (1 to 10,000). No two have the same: the last one's leads to
     * the next page.
     */
    List<Message> changedSince(long mailbox, long modseq, int limit);

    /**
     * UIDs expunged with a MODSEQ above the given one, in order. Empty optional when the store does not know that far back any more; it knows the last 100,000 of a mailbox;
     * nor when there is no such mailbox.
     */
    Optional<List<Long>> vanishedSince(long mailbox, long modseq);

    Optional<byte[]> get(String space, byte[] key);

    /**
     * Rows of a key space with keys in [from, to), in order, at most {@code limit} (1 to 10,000).
     *
     * @param to empty for the end of the space
     */
    List<Row> scan(String space, byte[] from, byte[] to, int limit);

    /**
     * Called after each durable commit that changed a mailbox of the account; commits that became durable together are
     * told together, before the stages of {@link #commit} complete. On the store's own thread: returns at once, never
     * blocks, never throws.
     */
    Watch watch(UUID account, Consumer<MailboxChange> listener);

    /** As the administrator wants to see it. */
    Health health();

    record Row(byte[] key, byte[] value) { }

    /** @param trouble empty while writes are taken, else why not and what to do */
    record Health(String trouble, long bytesOnDisk, long waitingBatches) { }

    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
