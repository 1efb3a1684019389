package org.sheng.store.rocksdb.internal;

import java.util.HashMap;
import java.util.Map;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * The bitmaps of a mailbox as they change: which UIDs are there, and which have a system flag. The block of each that
 * was changed last stays at hand until another is, so that UIDs in order cost one row in 1,024. {@link #close} puts
 * what is at hand. The writer's thread.
 */
final class Bitmaps implements AutoCloseable {
    /** Which messages are there; every other bitmap is that of a flag and has its bit as its kind. */
    static final int PRESENT = 0;

    private final Changes changes;
    private final long mailbox;
    private final Map<Integer, Open> open = new HashMap<>(4);

    Bitmaps(Changes changes, long mailbox) {
        this.changes = changes;
        this.mailbox = mailbox;
    }

    void add(long uid, int flags) {
        block(PRESENT, uid).add(uid);
        flags(uid, 0, flags);
    }

    void remove(long uid, int flags) {
        block(PRESENT, uid).remove(uid);
        flags(uid, flags, 0);
    }

    void flags(long uid, int before, int after) {
        int changed = before ^ after;
        while (changed != 0) {
            int flag = Integer.lowestOneBit(changed);
            changed ^= flag;
            if ((after & flag) != 0) {
                block(flag, uid).add(uid);
            } else {
                block(flag, uid).remove(uid);
            }
        }
    }

    private UidBlock block(int kind, long uid) {
        long number = UidBlock.numberOf(uid);
        Open last = open.get(kind);
        if (last != null && last.number == number) {
            return last.block;
        }
        if (last != null) {
            put(kind, last);
        }
        byte[] row = changes.get(Family.STATE, Keys.bitmap(mailbox, kind, number));
        Open next = new Open(number, row == null ? UidBlock.empty() : UidBlock.decode(row));
        open.put(kind, next);
        return next.block;
    }

    private void put(int kind, Open last) {
        byte[] row = last.block.encode();
        byte[] key = Keys.bitmap(mailbox, kind, last.number);
        if (row.length == 0) {
            changes.remove(Family.STATE, key);
        } else {
            changes.put(Family.STATE, key, row);
        }
    }

    @Override
    public void close() {
        open.forEach(this::put);
        open.clear();
    }

    private record Open(long number, UidBlock block) { }
}
