package org.sheng.store.rocksdb.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobReader;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.Mailbox;
import org.sheng.store.MailboxChange;
import org.sheng.store.Message;
import org.sheng.store.StoreException;
import org.sheng.store.Uids;
import org.sheng.store.Usage;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** The mail store over rows of keys and values. */
final class KeyValueStore implements OpenStore {
    static final long RECLAIM_PAUSE_MILLIS = 10_000;

    private final KeyValue rows;
    private final FreeSpace space;
    private final Intake intake;
    private final UidSets uidSets;
    private final Watchers watchers = new Watchers();
    private final Completion completion = new Completion(watchers);
    private final Readers readers;
    private final Writer writer;
    private final MailboxReader mailboxes;
    private final Reclaimer reclaimer;

    KeyValueStore(KeyValue rows, long minimumFree, long uidCacheBytes, long reclaimPauseMillis) {
        this.rows = rows;
        space = new FreeSpace(rows, minimumFree);
        intake = new Intake(space);
        uidSets = new UidSets(rows, uidCacheBytes);
        readers = new Readers(rows, intake);
        writer = new Writer(rows, intake, uidSets, readers, completion);
        mailboxes = new MailboxReader(rows);
        reclaimer = new Reclaimer(rows, intake, reclaimPauseMillis);
        completion.start();
        writer.start();
        reclaimer.start();
    }

    @Override
    public CompletionStage<CommitResult> commit(Batch batch) {
        Work.Commit commit = Work.Commit.of(batch);
        try {
            intake.commit(commit);
        } catch (StoreException refused) {
            return CompletableFuture.failedStage(refused);
        }
        return commit.result().minimalCompletionStage();
    }

    @Override
    public BlobWriter newBlob() {
        return new ChunkedBlobWriter(intake);
    }

    @Override
    public Optional<Long> blobSize(BlobId blob) {
        return Optional.ofNullable(rows.now().get(Family.BLOBS, Keys.blob(blob)))
                .map(row -> BlobRow.decode(row).size());
    }

    @Override
    public ByteBuffer read(BlobId blob, long offset, int length) {
        return Blobs.read(rows, blob, blobSize(blob).orElseThrow(() -> Readers.missing(blob)), offset, length);
    }

    @Override
    public BlobReader reader(BlobId blob) {
        return readers.open(blob);
    }

    @Override
    public Optional<byte[]> summary(BlobId blob) {
        return Optional.ofNullable(rows.now().get(Family.BLOBS, Keys.summary(blob)));
    }

    @Override
    public List<Mailbox> mailboxes(UUID account) {
        return mailboxes.mailboxes(account);
    }

    @Override
    public Optional<Mailbox> mailbox(UUID account, String name) {
        return mailboxes.mailbox(account, name);
    }

    @Override
    public Optional<Mailbox> mailbox(long id) {
        return mailboxes.mailbox(id);
    }

    @Override
    public List<String> subscriptions(UUID account) {
        return mailboxes.subscriptions(account);
    }

    @Override
    public Usage usage(UUID account) {
        return mailboxes.account(account).usage();
    }

    @Override
    public Uids uids(long mailbox) {
        return uidSets.get(mailbox);
    }

    @Override
    public Uids uids(long mailbox, int flag, boolean set) {
        if (Integer.bitCount(flag) != 1 || (flag & Appending.ALL_BITS) == 0) {
            throw new IllegalArgumentException("one system flag, not " + flag);
        }
        return uidSets.get(mailbox, flag, set);
    }

    @Override
    public Optional<Message> message(long mailbox, long uid) {
        return mailboxes.message(mailbox, uid);
    }

    @Override
    public List<Message> messages(long mailbox, long from, long to, int limit) {
        return mailboxes.messages(mailbox, from, to, limit);
    }

    @Override
    public List<Message> changedSince(long mailbox, long modseq, int limit) {
        return mailboxes.changedSince(mailbox, modseq, limit);
    }

    @Override
    public Optional<List<Long>> vanishedSince(long mailbox, long modseq) {
        return mailboxes.vanishedSince(mailbox, modseq);
    }

    @Override
    public Optional<byte[]> get(String space, byte[] key) {
        return Optional.ofNullable(rows.now().get(Family.SPACES, Keys.space(space, key)));
    }

    @Override
    public List<Row> scan(String space, byte[] from, byte[] to, int limit) {
        MailboxReader.checkLimit(limit);
        byte[] prefix = Keys.space(space);
        byte[] end = to.length == 0 ? Keys.behind(prefix) : Keys.space(space, to);
        byte[] start = Keys.space(space, from);
        List<Row> found = new ArrayList<>();
        if (Arrays.compareUnsigned(start, end) >= 0) {
            return found;
        }
        try (Cursor cursor = rows.now().cursor(Family.SPACES, start, end)) {
            while (found.size() < limit && cursor.next()) {
                byte[] key = cursor.key();
                found.add(new Row(Arrays.copyOfRange(key, prefix.length, key.length), cursor.value()));
            }
        }
        return found;
    }

    @Override
    public Watch watch(UUID account, Consumer<MailboxChange> listener) {
        return watchers.watch(account, listener);
    }

    @Override
    public Health health() {
        return new Health(trouble(), rows.bytesOnDisk(), intake.size());
    }

    /** Empty while writes are taken. */
    String trouble() {
        String trouble = intake.trouble();
        return trouble.isEmpty() ? space.trouble() : trouble;
    }

    /** False while nothing of it can be read. */
    boolean readable() {
        try {
            rows.now().get(Family.STATE, Keys.FORMAT);
            return true;
        } catch (StoreException closed) {
            return false; // why, tells trouble
        }
    }

    /** Below so many free bytes on disk, new mail is refused. */
    void minimumFree(long bytes) {
        space.minimum(bytes);
    }

    @Override
    public void close() {
        writer.close();
        completion.close();
        rows.close();
    }
}
