package org.sheng.store.rocksdb.internal;

import org.sheng.store.Operation;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/** Names that a user wants to see, with or without a mailbox (RFC 9051 §6.3.7). */
final class Subscriptions {
    static final int MAX_SUBSCRIPTIONS = 10_000;

    private Subscriptions() { }

    static void subscribe(Application batch, Operation.Subscribe subscribe) {
        Rows rows = batch.rows();
        String name = MailboxName.check(batch, subscribe.name());
        if (rows.subscribed(subscribe.account(), name) == subscribe.subscribed()) {
            return;
        }
        AccountRow owner = rows.account(subscribe.account());
        byte[] key = Keys.subscription(subscribe.account(), name);
        if (!subscribe.subscribed()) {
            rows.changes().remove(Family.STATE, key);
            owner.subscriptions--;
        } else if (owner.subscriptions == MAX_SUBSCRIPTIONS) {
            throw batch.refuse(Reason.TOO_LARGE, "the account has " + MAX_SUBSCRIPTIONS
                    + " subscriptions, the most it may have");
        } else {
            rows.changes().put(Family.STATE, key, Keys.END);
            owner.subscriptions++;
        }
        rows.put(subscribe.account(), owner);
        rows.mailbox(subscribe.account(), name).ifPresentOrElse(
                box -> batch.listChanged(subscribe.account(), box.id, box.highestModseq),
                () -> batch.listChanged(subscribe.account(), 0, 0));
    }
}
