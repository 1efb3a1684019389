package org.sheng.store.rocksdb.internal;

/** A deleted mailbox whose messages are still to be removed, from a UID on. */
record PurgeRow(long fromUid) {

    static PurgeRow decode(byte[] row) {
        return new PurgeRow(new RowReader(row).number());
    }

    byte[] encode() {
        return new RowWriter(5).number(fromUid).bytes();
    }
}
