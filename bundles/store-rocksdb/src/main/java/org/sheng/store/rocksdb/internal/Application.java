package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.CommitResult;
import org.sheng.store.MailboxChange;
import org.sheng.store.Operation;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/**
 * One batch as it is applied. What comes of it follows from the batch and the rows before it alone: no clock, no
 * chance, so that replicas that apply the same batches in the same order hold the same rows.
 */
final class Application {
    static final int MAX_UIDS = 100_000;
    private static final Object DONE = Boolean.TRUE;

    private final Rows rows;
    private final long epoch;
    private final Set<BlobId> perhapsUnheld = new LinkedHashSet<>();
    private final Map<Long, MailboxChange> changes = new LinkedHashMap<>();
    private final List<Long> deletedMailboxes = new ArrayList<>();
    private int operation = -1;
    private long uids;

    /** @param epoch of the rows on disk, {@link KeyValue#epoch} */
    Application(Rows rows, long epoch) {
        this.rows = rows;
        this.epoch = epoch;
    }

    CommitResult apply(Batch batch) {
        List<Object> results = new ArrayList<>(batch.operations().size());
        for (Operation next : batch.operations()) {
            operation++;
            results.add(apply(next));
        }
        operation = -1;
        perhapsUnheld.forEach(blob -> Blobs.removeUnlessHeld(rows, blob));
        return new CommitResult(results);
    }

    private Object apply(Operation next) {
        // in the order of how often they come
        if (next instanceof Operation.Append append) {
            return Appending.append(this, append);
        } else if (next instanceof Operation.PutBlob put) {
            Blobs.put(this, put, epoch);
        } else if (next instanceof Operation.Put put) {
            Spaces.put(this, put);
        } else if (next instanceof Operation.Delete delete) {
            Spaces.delete(this, delete);
        } else if (next instanceof Operation.Require require) {
            Spaces.require(this, require);
        } else if (next instanceof Operation.HoldBlob hold) {
            Blobs.hold(this, hold);
        } else if (next instanceof Operation.ReleaseBlob release) {
            Blobs.release(this, release);
        } else if (next instanceof Operation.StoreFlags store) {
            return Flagging.store(this, store);
        } else if (next instanceof Operation.Expunge expunge) {
            return Expunging.expunge(this, expunge);
        } else if (next instanceof Operation.Copy copy) {
            return Copying.copy(this, copy);
        } else if (next instanceof Operation.TakeRecent take) {
            return takeRecent(take);
        } else if (next instanceof Operation.CreateMailbox create) {
            return Mailboxes.create(this, create);
        } else if (next instanceof Operation.RenameMailbox rename) {
            return Renaming.rename(this, rename);
        } else if (next instanceof Operation.DeleteMailbox delete) {
            Mailboxes.delete(this, delete);
        } else if (next instanceof Operation.Subscribe subscribe) {
            Subscriptions.subscribe(this, subscribe);
        } else if (next instanceof Operation.DeleteAccount delete) {
            Mailboxes.deleteAccount(this, delete);
        } else {
            throw new AssertionError("an operation this store does not know: " + next);
        }
        return DONE;
    }

    private Batch.Recent takeRecent(Operation.TakeRecent take) {
        MailboxRow box = mailbox(take.mailbox());
        Batch.Recent recent = box.takeRecent(take.through());
        if (recent.from() <= recent.to()) {
            rows.put(box);
        }
        return recent;
    }

    Rows rows() {
        return rows;
    }

    StoreException refuse(Reason reason, String why) {
        return new StoreException(reason, operation, why);
    }

    MailboxRow mailbox(long id) {
        return rows.mailbox(id).orElseThrow(() -> refuse(Reason.MISSING, "there is no mailbox with the id " + id));
    }

    BlobRow blob(BlobId id) {
        return rows.blob(id).orElseThrow(() -> refuse(Reason.MISSING, "there is no blob " + id));
    }

    /** Keeps a batch from holding the writer up for long. */
    void countUids(long more) {
        uids += more;
        if (uids > MAX_UIDS) {
            throw refuse(Reason.TOO_LARGE, "a batch may touch " + MAX_UIDS + " messages, not more; use several");
        }
    }

    /** One holder less: the blob goes at the end of the batch unless somebody holds it then. */
    void unheld(BlobId blob) {
        perhapsUnheld.add(blob);
    }

    void changed(MailboxRow box, boolean added, boolean flags, boolean expunged) {
        note(new MailboxChange(box.account, box.id, box.highestModseq, added, flags, expunged, false));
    }

    void listChanged(UUID account, long mailbox, long modseq) {
        note(new MailboxChange(account, mailbox, modseq, false, false, false, true));
    }

    private void note(MailboxChange change) {
        changes.merge(change.mailbox(), change, Application::both);
    }

    static MailboxChange both(MailboxChange one, MailboxChange two) {
        return new MailboxChange(two.account(), two.mailbox(), Math.max(one.modseq(), two.modseq()),
                one.added() || two.added(), one.flags() || two.flags(), one.expunged() || two.expunged(),
                one.list() || two.list());
    }

    void mailboxDeleted(long mailbox) {
        deletedMailboxes.add(mailbox);
    }

    Collection<MailboxChange> changes() {
        return changes.values();
    }

    List<Long> deletedMailboxes() {
        return deletedMailboxes;
    }
}
