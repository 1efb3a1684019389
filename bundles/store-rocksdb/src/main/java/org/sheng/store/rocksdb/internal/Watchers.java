package org.sheng.store.rocksdb.internal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.sheng.store.MailStore.Watch;
import org.sheng.store.MailboxChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to know of changes of an account's mailboxes. */
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final Map<UUID, List<Consumer<MailboxChange>>> byAccount = new ConcurrentHashMap<>();

    Watch watch(UUID account, Consumer<MailboxChange> listener) {
        Consumer<MailboxChange> own = listener::accept;
        byAccount.compute(account, (key, listeners) -> {
            List<Consumer<MailboxChange>> all = listeners == null ? new CopyOnWriteArrayList<>() : listeners;
            all.add(own);
            return all;
        });
        return () -> byAccount.computeIfPresent(account, (key, listeners) -> {
            listeners.remove(own);
            return listeners.isEmpty() ? null : listeners;
        });
    }

    void tell(MailboxChange change) {
        for (Consumer<MailboxChange> listener : byAccount.getOrDefault(change.account(), List.of())) {
            try {
                listener.accept(change);
            } catch (RuntimeException defect) {
                LOG.error("A watcher of mailbox {} failed", change.mailbox(), defect);
            }
        }
    }
}
