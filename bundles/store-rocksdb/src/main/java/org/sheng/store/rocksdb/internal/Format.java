package org.sheng.store.rocksdb.internal;

import java.util.Arrays;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The format of the rows, kept as a number of the whole store. A store of an earlier format is brought to this one when
 * it is opened, in pages of bounded size; one that is interrupted begins anew at the next start.
 *
 * <ol>
 * <li>the first
 * <li>a bitmap for each system flag ({@link Bitmaps})
 * </ol>
 */
final class Format {
    static final long NOW = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Format.class);
    private static final int PAGE = 20_000;

    private Format() { }

    /** @throws StoreException UNAVAILABLE where a later version wrote the store */
    static void bringUpToDate(KeyValue rows) {
        byte[] row = rows.now().get(Family.STATE, Keys.FORMAT);
        long format = row == null ? NOW : new RowReader(row).int64();
        if (format > NOW) {
            throw new StoreException(Reason.UNAVAILABLE, -1, "the store was written by a later version (format "
                    + format + ", this one knows " + NOW + "); start that version, or restore a backup of before");
        }
        if (format < 2) {
            LOG.info("The store is brought from format {} to {}: flags get an index", format, NOW);
            long messages = indexFlags(rows);
            LOG.info("The flags of {} messages have their index", messages);
        }
        Changes changes = new Changes(rows.now());
        changes.put(Family.STATE, Keys.FORMAT, new RowWriter(8).int64(NOW).bytes());
        rows.write(changes, true);
    }

    /** Bitmaps of the flags of all messages. A page may end within a block: the next one adds to its row. */
    private static long indexFlags(KeyValue rows) {
        byte[] from = Keys.kind('m');
        byte[] end = Keys.behind(from);
        long messages = 0;
        int found;
        do {
            Changes changes = new Changes(rows.now());
            found = 0;
            try (Cursor cursor = rows.now().cursor(Family.MESSAGES, from, end)) {
                Bitmaps bitmaps = new Bitmaps(changes, 0);
                long mailbox = 0;
                while (found < PAGE && cursor.next()) {
                    RowReader key = new RowReader(cursor.key()).skip(1);
                    long next = key.int64();
                    if (next != mailbox) {
                        bitmaps.close();
                        mailbox = next;
                        bitmaps = new Bitmaps(changes, mailbox);
                    }
                    MessageRow message = MessageRow.decode(key.int32(), cursor.value());
                    bitmaps.flags(message.uid(), 0, message.bits());
                    from = Arrays.copyOf(cursor.key(), cursor.key().length + 1); // the next key there can be
                    found++;
                }
                bitmaps.close();
            }
            rows.write(changes, false);
            messages += found;
        } while (found == PAGE);
        return messages;
    }
}
