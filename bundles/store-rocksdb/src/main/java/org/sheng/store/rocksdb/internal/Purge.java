package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * Removes what a deleted mailbox held, some rows with each write. As a batch, a step's effect follows from the rows
 * before it alone.
 */
final class Purge {
    private static final int STEP = 250;

    private Purge() { }

    /** Deleted mailboxes that still hold something. */
    static List<Long> pending(KeyValue.Reading rows) {
        List<Long> pending = new ArrayList<>();
        byte[] prefix = Keys.kind('P');
        try (Cursor cursor = rows.cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                pending.add(new RowReader(cursor.key()).skip(1).int64());
            }
        }
        return pending;
    }

    /** True when nothing is left. */
    static boolean step(Rows rows, long mailbox) {
        byte[] row = rows.changes().get(Family.STATE, Keys.purge(mailbox));
        if (row == null) {
            return true;
        }
        Optional<Long> next = removeMessages(rows, mailbox, PurgeRow.decode(row).fromUid());
        if (next.isPresent()) {
            rows.changes().put(Family.STATE, Keys.purge(mailbox), new PurgeRow(next.get()).encode());
            return false;
        }
        if (removeSome(rows, Family.MESSAGES, Keys.tombstones(mailbox))
                || removeSome(rows, Family.STATE, Keys.flagBlocks(mailbox))
                || removeSome(rows, Family.STATE, Keys.uidBlocks(mailbox))) {
            return false;
        }
        rows.changes().remove(Family.STATE, Keys.purge(mailbox));
        return true;
    }

    /** Where to go on, empty when all are gone. */
    private static Optional<Long> removeMessages(Rows rows, long mailbox, long fromUid) {
        List<MessageRow> gone = new ArrayList<>(STEP);
        try (Cursor cursor = rows.changes().cursor(Family.MESSAGES, Keys.message(mailbox, fromUid),
                Keys.behind(Keys.messages(mailbox)))) {
            while (gone.size() < STEP && cursor.next()) {
                gone.add(MessageRow.decode(new RowReader(cursor.key()).skip(9).int32(), cursor.value()));
            }
        }
        for (MessageRow message : gone) {
            rows.remove(mailbox, message);
            rows.blob(message.blob()).ifPresent(blob -> {
                rows.put(message.blob(), blob.messages(-1));
                Blobs.removeUnlessHeld(rows, message.blob());
            });
        }
        return gone.size() < STEP ? Optional.empty() : Optional.of(gone.get(STEP - 1).uid() + 1);
    }

    private static boolean removeSome(Rows rows, Family family, byte[] prefix) {
        List<byte[]> keys = new ArrayList<>();
        try (Cursor cursor = rows.changes().cursor(family, prefix, Keys.behind(prefix))) {
            while (keys.size() < STEP && cursor.next()) {
                keys.add(cursor.key());
            }
        }
        keys.forEach(key -> rows.changes().remove(family, key));
        return keys.size() == STEP;
    }
}
