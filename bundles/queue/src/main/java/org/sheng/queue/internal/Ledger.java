package org.sheng.queue.internal;

import java.util.ArrayList;
import java.util.List;
import org.sheng.queue.Route;
import org.sheng.store.Batch;
import org.sheng.store.Operation;

/** Reads from a batch which entries it adds, so that nothing needs to be remembered between adding and committing. */
final class Ledger {
    /** Entries up to this size go to the dispatcher with their hint; larger ones are read from the store when their turn comes. */
    private static final int AT_HAND = 4_096;

    private Ledger() { }

    /** @param entry its bytes, or {@link Lane#NOT_AT_HAND} */
    record Added(byte[] readyKey, byte[] entry) { }

    static List<Added> added(Batch batch) {
        List<Added> added = new ArrayList<>(1);
        byte[] entry = Lane.NOT_AT_HAND;
        for (Operation operation : batch.operations()) {
            if (!(operation instanceof Operation.Put put)) {
                continue;
            }
            if (put.space().equals(Keys.ENTRIES)) {
                entry = put.value();
            } else if (put.space().equals(Keys.READY)) {
                added.add(new Added(put.key(), atHand(put.key(), entry)));
            }
        }
        return added;
    }

    /** What goes to another host is read again before, so that an entry which was settled meanwhile is not sent twice. */
    private static byte[] atHand(byte[] readyKey, byte[] entry) {
        boolean keep = readyKey[0] == Route.Kind.INCOMING.ordinal() && entry.length <= AT_HAND;
        return keep ? entry : Lane.NOT_AT_HAND;
    }
}
