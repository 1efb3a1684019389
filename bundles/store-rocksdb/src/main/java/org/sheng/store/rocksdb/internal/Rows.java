package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.store.BlobId;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** The rows of the store by their meaning, over changes not yet written. The writer's thread. */
final class Rows {
    private final Changes changes;
    private final List<BlobId> removed = new ArrayList<>();

    Rows(Changes changes) {
        this.changes = changes;
    }

    Changes changes() {
        return changes;
    }

    AccountRow account(UUID account) {
        return AccountRow.decode(changes.get(Family.STATE, Keys.account(account)));
    }

    void put(UUID account, AccountRow row) {
        changes.put(Family.STATE, Keys.account(account), row.encode());
    }

    Optional<MailboxRow> mailbox(long id) {
        return Optional.ofNullable(changes.get(Family.STATE, Keys.mailbox(id))).map(row -> MailboxRow.decode(id, row));
    }

    Optional<MailboxRow> mailbox(UUID account, String name) {
        byte[] id = changes.get(Family.STATE, Keys.name(account, name));
        return id == null ? Optional.empty() : mailbox(new RowReader(id).int64());
    }

    boolean hasName(UUID account, String name) {
        return changes.get(Family.STATE, Keys.name(account, name)) != null;
    }

    boolean subscribed(UUID account, String name) {
        return changes.get(Family.STATE, Keys.subscription(account, name)) != null;
    }

    void put(MailboxRow row) {
        changes.put(Family.STATE, Keys.mailbox(row.id), row.encode());
    }

    void putName(UUID account, String name, long mailbox) {
        changes.put(Family.STATE, Keys.name(account, name), new RowWriter(8).int64(mailbox).bytes());
    }

    void removeName(UUID account, String name) {
        changes.remove(Family.STATE, Keys.name(account, name));
    }

    Optional<MessageRow> message(long mailbox, long uid) {
        return Optional.ofNullable(changes.get(Family.MESSAGES, Keys.message(mailbox, uid)))
                .map(row -> MessageRow.decode(uid, row));
    }

    /** To be closed when all is added and removed. */
    Bitmaps bitmaps(long mailbox) {
        return new Bitmaps(changes, mailbox);
    }

    /** A message that is new, or whose flags and MODSEQ are. */
    void put(long mailbox, MessageRow message) {
        changes.put(Family.MESSAGES, Keys.message(mailbox, message.uid()), message.encode());
        changes.put(Family.MESSAGES, Keys.modseq(mailbox, message.modseq()), new RowWriter(4).int32(message.uid())
                .bytes());
    }

    /** Its row goes; the caller takes the UID out of its bitmaps. */
    void remove(long mailbox, MessageRow message) {
        changes.remove(Family.MESSAGES, Keys.message(mailbox, message.uid()));
        removeModseq(mailbox, message.modseq());
    }

    void removeModseq(long mailbox, long modseq) {
        changes.remove(Family.MESSAGES, Keys.modseq(mailbox, modseq));
    }

    void removed(BlobId blob) {
        removed.add(blob);
    }

    /** Blobs that went, and some that came back when their batch was refused. */
    List<BlobId> removed() {
        return removed;
    }

    Optional<BlobRow> blob(BlobId blob) {
        return Optional.ofNullable(changes.get(Family.BLOBS, Keys.blob(blob))).map(BlobRow::decode);
    }

    void put(BlobId blob, BlobRow row) {
        changes.put(Family.BLOBS, Keys.blob(blob), row.encode());
    }

    /** The next number of a sequence: 1 first. */
    long next(byte[] sequence) {
        byte[] row = changes.get(Family.STATE, sequence);
        long next = row == null ? 1 : new RowReader(row).int64() + 1;
        changes.put(Family.STATE, sequence, new RowWriter(8).int64(next).bytes());
        return next;
    }

    void countPeriod(BlobId blob, long kept, long removed) {
        byte[] key = Keys.period(PeriodRow.of(blob));
        PeriodRow row = PeriodRow.decode(changes.get(Family.STATE, key));
        changes.put(Family.STATE, key, new PeriodRow(row.kept() + kept, row.removed() + removed).encode());
    }

    void reclaimed(long period, long bytes) {
        byte[] key = Keys.period(period);
        PeriodRow row = PeriodRow.decode(changes.get(Family.STATE, key));
        if (row.kept() <= bytes) {
            changes.remove(Family.STATE, key);
        } else {
            changes.put(Family.STATE, key, new PeriodRow(row.kept() - bytes, Math.max(row.removed() - bytes, 0))
                    .encode());
        }
    }
}
