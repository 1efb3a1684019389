package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.Batch.Expunged;
import org.sheng.store.Flags;
import org.sheng.store.Operation;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** Messages leave a mailbox; their UIDs stay as tombstones (RFC 7162 §3.2). */
final class Expunging {
    static final int KNOWN_TOMBSTONES = 100_000;

    private Expunging() { }

    static Expunged expunge(Application batch, Operation.Expunge expunge) {
        batch.countUids(expunge.uids().size());
        Rows rows = batch.rows();
        MailboxRow box = batch.mailbox(expunge.mailbox());
        List<MessageRow> gone = new ArrayList<>();
        expunge.uids().stream().sorted().distinct().forEach(uid -> rows.message(box.id, uid)
                .filter(message -> !expunge.onlyDeleted() || (message.bits() & Flags.DELETED) != 0)
                .ifPresent(gone::add));
        if (gone.isEmpty()) {
            return new Expunged(List.of(), box.highestModseq);
        }
        AccountRow account = rows.account(box.account);
        remove(rows, box, gone, ++account.modseq);
        rows.put(box);
        for (MessageRow message : gone) {
            account.bytes -= message.size();
            account.messages--;
            rows.put(message.blob(), batch.blob(message.blob()).messages(-1));
            batch.unheld(message.blob());
        }
        rows.put(box.account, account);
        batch.changed(box, false, false, true);
        return new Expunged(gone.stream().map(MessageRow::uid).toList(), box.highestModseq);
    }

    /**
     * Takes messages, ascending, out of a mailbox and its counters, not out of the account's, nor from their blobs. The
     * caller puts the row.
     */
    static void remove(Rows rows, MailboxRow box, List<MessageRow> gone, long modseq) {
        try (Bitmaps bitmaps = rows.bitmaps(box.id)) {
            for (MessageRow message : gone) {
                bitmaps.remove(message.uid(), message.bits());
                rows.remove(box.id, message);
                box.count(message, -1);
            }
        }
        box.highestModseq = modseq;
        rows.changes().put(Family.MESSAGES, Keys.tombstones(box.id, modseq),
                new Tombstones(gone.stream().map(MessageRow::uid).toList()).encode());
        box.tombstones += gone.size();
        forgetOldest(rows, box);
    }

    private static void forgetOldest(Rows rows, MailboxRow box) {
        if (box.tombstones <= KNOWN_TOMBSTONES) {
            return;
        }
        List<byte[]> forgotten = new ArrayList<>();
        try (Cursor oldest = rows.changes().cursor(Family.MESSAGES, Keys.tombstones(box.id, box.forgottenModseq + 1),
                Keys.tombstones(box.id + 1))) {
            while (oldest.next()) {
                int uids = Tombstones.decode(oldest.value()).uids().size();
                if (box.tombstones - uids < KNOWN_TOMBSTONES) {
                    break;
                }
                box.tombstones -= uids;
                box.forgottenModseq = new RowReader(oldest.key()).skip(9).int64();
                forgotten.add(oldest.key());
            }
        }
        forgotten.forEach(key -> rows.changes().remove(Family.MESSAGES, key));
    }
}
