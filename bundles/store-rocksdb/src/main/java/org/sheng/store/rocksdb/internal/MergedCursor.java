package org.sheng.store.rocksdb.internal;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;

/** Changes over what is there, in the order of the keys. */
final class MergedCursor implements Cursor {
    private final Iterator<Map.Entry<byte[], byte[]>> changes;
    private final Cursor base;
    private Map.Entry<byte[], byte[]> change;
    private boolean baseHas;
    private byte[] key;
    private byte[] value;

    MergedCursor(Map<byte[], byte[]> changes, Cursor base) {
        this.changes = changes.entrySet().iterator();
        this.base = base;
        nextChange();
        baseHas = base.next();
    }

    @Override
    public boolean next() {
        while (change != null || baseHas) {
            int order = change == null ? 1 : !baseHas ? -1 : Arrays.compareUnsigned(change.getKey(), base.key());
            if (order > 0) {
                key = base.key();
                value = base.value();
                baseHas = base.next();
                return true;
            }
            if (order == 0) {
                baseHas = base.next();
            }
            key = change.getKey();
            value = change.getValue();
            nextChange();
            if (value != Changes.REMOVED) {
                return true;
            }
        }
        return false;
    }

    private void nextChange() {
        change = changes.hasNext() ? changes.next() : null;
    }

    @Override
    public byte[] key() {
        return key;
    }

    @Override
    public byte[] value() {
        return value;
    }

    @Override
    public void close() {
        base.close();
    }
}
