package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sheng.store.Mailbox;
import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** Mailboxes are made and deleted. */
final class Mailboxes {
    static final int MAX_MAILBOXES = 10_000;

    private Mailboxes() { }

    static Mailbox create(Application batch, Operation.CreateMailbox create) {
        Rows rows = batch.rows();
        String name = MailboxName.check(batch, create.name());
        if (rows.hasName(create.account(), name)) {
            throw batch.refuse(Reason.EXISTS, "the mailbox " + name + " exists");
        }
        createAbove(batch, create.account(), name, create.uidValidity());
        return make(batch, create.account(), name, create.specialUse(), create.uidValidity())
                .mailbox(rows.subscribed(create.account(), name));
    }

    static void createAbove(Application batch, UUID account, String name, long uidValidity) {
        for (String above : MailboxName.above(name)) {
            if (!batch.rows().hasName(account, above)) {
                make(batch, account, above, "", uidValidity);
            }
        }
    }

    static MailboxRow make(Application batch, UUID account, String name, String specialUse, long uidValidity) {
        Rows rows = batch.rows();
        AccountRow owner = rows.account(account);
        if (owner.mailboxes == MAX_MAILBOXES) {
            throw batch.refuse(Reason.TOO_LARGE, "the account has " + MAX_MAILBOXES
                    + " mailboxes, the most it may have");
        }
        owner.mailboxes++;
        MailboxRow box = new MailboxRow(rows.next(Keys.MAILBOX_SEQUENCE), account, name, specialUse,
                nextUidValidity(batch, owner, uidValidity));
        box.highestModseq = ++owner.modseq;
        rows.put(account, owner);
        rows.put(box);
        rows.putName(account, name, box.id);
        batch.listChanged(account, box.id, box.highestModseq);
        return box;
    }

    /** Never one that a mailbox of the account had (RFC 9051 §2.3.1.1). */
    static long nextUidValidity(Application batch, AccountRow owner, long proposed) {
        long next = Math.max(Math.max(proposed, 1), owner.uidValidity + 1);
        if (next > Appending.MAX_UID) {
            throw batch.refuse(Reason.TOO_LARGE, "UIDVALIDITY " + next + " is above 2^32-1");
        }
        owner.uidValidity = next;
        return next;
    }

    static void delete(Application batch, Operation.DeleteMailbox delete) {
        Rows rows = batch.rows();
        String name = MailboxName.canonical(delete.name());
        if (name.equals(Mailbox.INBOX)) {
            throw batch.refuse(Reason.CONFLICT, "INBOX cannot be deleted");
        }
        MailboxRow box = rows.mailbox(delete.account(), name)
                .orElseThrow(() -> batch.refuse(Reason.MISSING, "there is no mailbox " + name));
        AccountRow owner = rows.account(delete.account());
        remove(batch, owner, box);
        rows.put(delete.account(), owner);
    }

    /** What is left for later is named by the purge row. */
    private static void remove(Application batch, AccountRow owner, MailboxRow box) {
        Rows rows = batch.rows();
        rows.removeName(box.account, box.name);
        rows.changes().remove(Family.STATE, Keys.mailbox(box.id));
        rows.changes().put(Family.STATE, Keys.purge(box.id), new PurgeRow(0).encode());
        owner.mailboxes--;
        owner.bytes -= box.bytes;
        owner.messages -= box.messages;
        owner.retiredUidValidity = Math.max(owner.retiredUidValidity, box.uidValidity);
        batch.mailboxDeleted(box.id);
        batch.listChanged(box.account, box.id, box.highestModseq);
    }

    static void deleteAccount(Application batch, Operation.DeleteAccount delete) {
        Rows rows = batch.rows();
        AccountRow owner = rows.account(delete.account());
        for (MailboxRow box : below(rows, delete.account(), "")) {
            remove(batch, owner, box);
        }
        for (byte[] subscription : keys(rows, Keys.subscriptions(delete.account()))) {
            rows.changes().remove(Family.STATE, subscription);
        }
        owner.subscriptions = 0;
        if (owner.uidValidity > 0) {
            rows.put(delete.account(), owner);
        }
    }

    /** Mailboxes whose names begin so, in order. */
    static List<MailboxRow> below(Rows rows, UUID account, String prefix) {
        List<MailboxRow> found = new ArrayList<>();
        for (byte[] key : keys(rows, Keys.name(account, prefix))) {
            found.add(rows.mailbox(account, Keys.nameOf(key)).orElseThrow());
        }
        return found;
    }

    private static List<byte[]> keys(Rows rows, byte[] prefix) {
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = rows.changes().cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                keys.add(cursor.key());
            }
        }
        return keys;
    }
}
