package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Batch.FlagsStored;
import org.sheng.store.Flags;
import org.sheng.store.Message;
import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;

/** Flags and keywords of messages change. */
final class Flagging {
    private Flagging() { }

    static FlagsStored store(Application batch, Operation.StoreFlags store) {
        batch.countUids(store.uids().size());
        Rows rows = batch.rows();
        MailboxRow box = batch.mailbox(store.mailbox());
        AccountRow account = rows.account(box.account);
        long modseqBefore = account.modseq;
        List<MessageRow> after = new ArrayList<>();
        List<Long> failed = new ArrayList<>();
        Bitmaps bitmaps = rows.bitmaps(box.id);
        for (long uid : store.uids().stream().sorted().distinct().toList()) {
            Optional<MessageRow> found = rows.message(box.id, uid);
            if (found.isEmpty()) {
                continue;
            }
            MessageRow message = found.get();
            // RFC 7162 §3.1.3
            if (store.unchangedSince() >= 0 && message.modseq() > store.unchangedSince()) {
                failed.add(uid);
                continue;
            }
            MessageRow changed = changed(batch, box, message, store, account.modseq + 1);
            if (changed != message) {
                account.modseq++;
                rows.removeModseq(box.id, message.modseq());
                rows.put(box.id, changed);
                bitmaps.flags(uid, message.bits(), changed.bits());
                box.countFlags(message.bits(), -1);
                box.countFlags(changed.bits(), 1);
            }
            after.add(changed);
        }
        bitmaps.close();
        if (account.modseq > modseqBefore) {
            box.highestModseq = account.modseq;
            rows.put(box);
            rows.put(box.account, account);
            batch.changed(box, false, true, false);
        }
        List<Message> messages = new ArrayList<>(after.size());
        after.forEach(message -> messages.add(message.message(box)));
        return new FlagsStored(messages, failed);
    }

    /** The same message when nothing changes. */
    private static MessageRow changed(Application batch, MailboxRow box, MessageRow message, Operation.StoreFlags store,
            long modseq) {
        int given = store.flags().bits() & Appending.ALL_BITS;
        int bits = switch (store.change()) {
            case REPLACE -> given;
            case ADD -> message.bits() | given;
            case REMOVE -> message.bits() & ~given;
        };
        BitSet keywords = message.keywords();
        if (store.change() == FlagChange.REMOVE) {
            keywords = (BitSet) keywords.clone();
            for (String keyword : store.flags().keywords()) {
                int number = box.keywordNumber(keyword);
                if (number >= 0) {
                    keywords.clear(number);
                }
            }
        } else if (store.change() == FlagChange.REPLACE || !store.flags().keywords().isEmpty()) {
            BitSet numbers = Appending.keywordNumbers(batch, box, store.flags());
            if (store.change() == FlagChange.ADD) {
                numbers.or(keywords);
            }
            keywords = numbers;
        }
        if (keywords.cardinality() > Flags.MAX_KEYWORDS) {
            throw batch.refuse(Reason.TOO_LARGE, "a message can have " + Flags.MAX_KEYWORDS + " keywords");
        }
        boolean same = bits == message.bits() && keywords.equals(message.keywords());
        return same ? message : message.withFlags(modseq, bits, keywords);
    }
}
