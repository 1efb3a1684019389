package org.sheng.store.rocksdb.internal;

import java.util.ArrayList;
import java.util.List;

/** UIDs expunged at one MODSEQ, ascending. */
record Tombstones(List<Long> uids) {

    static Tombstones decode(byte[] row) {
        RowReader in = new RowReader(row);
        List<Long> uids = new ArrayList<>();
        long last = 0;
        while (in.hasMore()) {
            last += in.number();
            uids.add(last);
        }
        return new Tombstones(uids);
    }

    byte[] encode() {
        RowWriter out = new RowWriter(uids.size() + 4);
        long last = 0;
        for (long uid : uids) {
            out.number(uid - last);
            last = uid;
        }
        return out.bytes();
    }
}
