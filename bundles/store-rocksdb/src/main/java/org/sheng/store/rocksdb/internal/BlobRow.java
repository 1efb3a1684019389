package org.sheng.store.rocksdb.internal;

/**
 * A blob and how many hold it.
 *
 * @param size bytes
 * @param messages messages of mailboxes that have it
 * @param holds holders outside of mailboxes
 */
record BlobRow(long size, long messages, long holds) {

    static BlobRow decode(byte[] row) {
        RowReader in = new RowReader(row);
        return new BlobRow(in.number(), in.number(), in.number());
    }

    byte[] encode() {
        return new RowWriter(12).number(size).number(messages).number(holds).bytes();
    }

    BlobRow messages(int by) {
        return new BlobRow(size, messages + by, holds);
    }

    BlobRow holds(int by) {
        return new BlobRow(size, messages, holds + by);
    }

    boolean held() {
        return messages > 0 || holds > 0;
    }

    int chunks() {
        return (int) ((size + ChunkedBlobWriter.CHUNK - 1) / ChunkedBlobWriter.CHUNK);
    }
}
