package org.sheng.store.rocksdb.internal;

import java.util.BitSet;
import java.util.Optional;
import org.sheng.store.Batch.Appended;
import org.sheng.store.Flags;
import org.sheng.store.Mailbox;
import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;

/** A blob becomes a message of a mailbox. */
final class Appending {
    static final long MAX_UID = 0xFFFF_FFFFL;
    static final int ALL_BITS = Flags.SEEN | Flags.ANSWERED | Flags.FLAGGED | Flags.DELETED | Flags.DRAFT;

    private Appending() { }

    static Appended append(Application batch, Operation.Append append) {
        batch.countUids(1);
        Rows rows = batch.rows();
        MailboxRow box = mailbox(batch, append);
        BlobRow blob = batch.blob(append.blob());
        AccountRow account = rows.account(append.account());
        checkQuota(batch, account, blob.size(), 1, append.quotaBytes(), append.quotaMessages());

        long emailId = rows.next(Keys.EMAIL_SEQUENCE);
        MessageRow message = new MessageRow(nextUid(batch, box), ++account.modseq, append.flags().bits() & ALL_BITS,
                keywordNumbers(batch, box, append.flags()), append.internalDate(), append.saveDate(), blob.size(),
                emailId, append.threadId() == 0 ? emailId : append.threadId(), append.blob());
        rows.put(box.id, message);
        try (Bitmaps bitmaps = rows.bitmaps(box.id)) {
            bitmaps.add(message.uid(), message.bits());
        }
        rows.put(append.blob(), blob.messages(1));
        box.count(message, 1);
        box.highestModseq = message.modseq();
        rows.put(box);
        account.bytes += blob.size();
        account.messages++;
        rows.put(append.account(), account);
        batch.changed(box, true, false, false);
        return new Appended(box.id, box.uidValidity, message.uid(), message.modseq(), emailId, message.threadId());
    }

    private static MailboxRow mailbox(Application batch, Operation.Append append) {
        String name = MailboxName.canonical(append.mailbox());
        Optional<MailboxRow> box = batch.rows().mailbox(append.account(), name);
        if (box.isPresent()) {
            return box.get();
        }
        if (!name.equals(Mailbox.INBOX)) {
            throw batch.refuse(Reason.MISSING, "there is no mailbox " + append.mailbox());
        }
        return Mailboxes.make(batch, append.account(), Mailbox.INBOX, "", append.uidValidity());
    }

    static void checkQuota(Application batch, AccountRow account, long bytes, long messages, long quotaBytes,
            long quotaMessages) {
        if (quotaBytes > 0 && account.bytes + bytes > quotaBytes) {
            throw batch.refuse(Reason.OVER_QUOTA, "the account has " + account.bytes + " of " + quotaBytes + " bytes, "
                    + bytes + " more are too many");
        }
        if (quotaMessages > 0 && account.messages + messages > quotaMessages) {
            throw batch.refuse(Reason.OVER_QUOTA, "the account has " + account.messages + " of " + quotaMessages
                    + " messages, " + messages + " more are too many");
        }
    }

    static long nextUid(Application batch, MailboxRow box) {
        if (box.uidNext > MAX_UID) {
            throw batch.refuse(Reason.TOO_LARGE, "the mailbox " + box.name + " has given out all UIDs; use another");
        }
        return box.uidNext++;
    }

    /** Numbers of the keywords in this mailbox; new ones get one. */
    static BitSet keywordNumbers(Application batch, MailboxRow box, Flags flags) {
        BitSet numbers = new BitSet();
        for (String keyword : flags.keywords()) {
            int number = box.keywordNumber(keyword);
            if (number < 0 && box.keywords.size() == MailboxRow.MAX_KEYWORDS) {
                throw batch.refuse(Reason.TOO_LARGE, "the mailbox " + box.name + " has " + MailboxRow.MAX_KEYWORDS
                        + " keywords already");
            }
            if (number < 0) {
                number = box.keywords.size();
                box.keywords.add(keyword);
            }
            numbers.set(number);
        }
        return numbers;
    }
}
