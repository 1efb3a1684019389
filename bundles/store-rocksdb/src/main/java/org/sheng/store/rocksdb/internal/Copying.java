package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.sheng.store.Batch.Copied;
import org.sheng.store.Operation;

/** Messages are copied or moved to another mailbox, of the same account or of another. */
final class Copying {
    /** Instead of a save date: each message keeps its own. */
    static final long OWN_SAVE_DATE = Long.MIN_VALUE;

    private Copying() { }

    static Copied copy(Application batch, Operation.Copy copy) {
        batch.countUids(copy.uids().size());
        Rows rows = batch.rows();
        MailboxRow source = batch.mailbox(copy.mailbox());
        MailboxRow target = copy.target() == copy.mailbox() ? source : batch.mailbox(copy.target());
        List<MessageRow> messages = new ArrayList<>();
        copy.uids().stream().sorted().distinct().forEach(uid -> rows.message(source.id, uid).ifPresent(messages::add));
        return transfer(batch, source, target, messages, copy);
    }

    /** As the operation says, of messages already looked up, ascending. */
    static Copied transfer(Application batch, MailboxRow source, MailboxRow target, List<MessageRow> messages,
            Operation.Copy copy) {
        if (messages.isEmpty()) {
            return new Copied(target.uidValidity, List.of(), List.of());
        }
        Rows rows = batch.rows();
        boolean sameAccount = source.account.equals(target.account);
        long bytes = messages.stream().mapToLong(MessageRow::size).sum();
        AccountRow to = rows.account(target.account);
        AccountRow from = sameAccount ? to : rows.account(source.account);
        if (!copy.move() || !sameAccount) {
            Appending.checkQuota(batch, to, bytes, messages.size(), copy.quotaBytes(), copy.quotaMessages());
            to.bytes += bytes;
            to.messages += messages.size();
        }

        List<Long> uids = new ArrayList<>(messages.size());
        Bitmaps bitmaps = rows.bitmaps(target.id);
        for (MessageRow message : messages) {
            long saveDate = copy.saveDate() == OWN_SAVE_DATE ? message.saveDate() : copy.saveDate();
            MessageRow copied = new MessageRow(Appending.nextUid(batch, target), ++to.modseq, message.bits(),
                    keywords(batch, source, target, message), message.internalDate(), saveDate, message.size(),
                    message.emailId(), message.threadId(), message.blob());
            rows.put(target.id, copied);
            bitmaps.add(copied.uid(), copied.bits());
            target.count(copied, 1);
            target.highestModseq = copied.modseq();
            uids.add(copied.uid());
            if (!copy.move()) {
                rows.put(message.blob(), batch.blob(message.blob()).messages(1));
            }
        }
        bitmaps.close();
        batch.changed(target, true, false, false);
        if (copy.move()) {
            Expunging.remove(rows, source, messages, ++from.modseq);
            batch.changed(source, false, false, true);
            if (!sameAccount) {
                from.bytes -= bytes;
                from.messages -= messages.size();
                rows.put(source.account, from);
            }
            rows.put(source);
        }
        rows.put(target);
        rows.put(target.account, to);
        return new Copied(target.uidValidity, messages.stream().map(MessageRow::uid).toList(), uids);
    }

    private static BitSet keywords(Application batch, MailboxRow source, MailboxRow target, MessageRow message) {
        if (source == target || message.keywords().isEmpty()) {
            return message.keywords();
        }
        return Appending.keywordNumbers(batch, target, source.flags(0, message.keywords()));
    }
}
