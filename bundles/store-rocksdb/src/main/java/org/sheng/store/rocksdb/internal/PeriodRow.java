package org.sheng.store.rocksdb.internal;

import org.sheng.store.BlobId;

/**
 * Bytes of the blobs whose ids are of one period, some 70 minutes: tells where on disk rewriting brings room back.
 *
 * @param kept bytes on disk, removed ones too
 * @param removed of them
 */
record PeriodRow(long kept, long removed) {
    private static final int PERIOD_BITS = 22;

    static PeriodRow decode(byte[] row) {
        if (row == null) {
            return new PeriodRow(0, 0);
        }
        RowReader in = new RowReader(row);
        return new PeriodRow(in.number(), in.number());
    }

    byte[] encode() {
        return new RowWriter(12).number(kept).number(removed).bytes();
    }

    /** The first 48 bits of an id are its time in milliseconds. */
    static long of(BlobId blob) {
        return blob.value().getMostSignificantBits() >>> 16 + PERIOD_BITS;
    }

    /** First key of the period's chunks. */
    static byte[] chunksFrom(long period) {
        return new RowWriter(8).int64(period << 16 + PERIOD_BITS).bytes();
    }
}
