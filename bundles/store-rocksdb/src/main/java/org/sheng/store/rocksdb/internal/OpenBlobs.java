package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.sheng.store.BlobId;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * Chunks that were written ahead of a commit that never came, or that a reader kept of a removed blob, found by the
 * rows that mark their blobs as open.
 */
final class OpenBlobs {
    private OpenBlobs() { }

    /** But those that are being read. */
    static void removeAll(KeyValue rows, Readers readers) {
        for (BlobId blob : all(rows.now())) {
            if (readers.isHeld(blob)) {
                continue;
            }
            Changes changes = new Changes(rows.now());
            byte[] prefix = Keys.chunks(blob);
            try (Cursor cursor = rows.now().cursor(Family.CHUNKS, prefix, Keys.behind(prefix))) {
                while (cursor.next()) {
                    changes.remove(Family.CHUNKS, cursor.key());
                }
            }
            changes.remove(Family.STATE, Keys.openBlob(blob));
            rows.write(changes, false);
        }
    }

    private static List<BlobId> all(KeyValue.Reading rows) {
        List<BlobId> blobs = new ArrayList<>();
        byte[] prefix = Keys.kind('O');
        try (Cursor cursor = rows.cursor(Family.STATE, prefix, Keys.behind(prefix))) {
            while (cursor.next()) {
                UUID value = new RowReader(cursor.key()).skip(1).uuid();
                blobs.add(new BlobId(value));
            }
        }
        return blobs;
    }
}
