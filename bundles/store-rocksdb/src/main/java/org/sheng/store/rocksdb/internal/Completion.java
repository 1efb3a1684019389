package org.sheng.store.rocksdb.internal;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.sheng.store.MailboxChange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells callers and watchers on a thread of its own, so that what they do does not hold the writer up. At most 16
 * writes may wait to be told: behind callbacks that slow the writer waits, and callers get BUSY.
 */
final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);

    private final BlockingQueue<Told> queue = new LinkedBlockingQueue<>(16);
    private final Watchers watchers;
    private final Thread thread = new Thread(this::run, "sheng-store-completion");

    Completion(Watchers watchers) {
        this.watchers = watchers;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The writer's thread. */
    void accept(List<Runnable> done, Collection<MailboxChange> changes) {
        put(new Told(done, changes));
    }

    private void put(Told told) {
        boolean interrupted = false;
        while (true) {
            try {
                queue.put(told);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            try {
                Told next = queue.take();
                if (next == Told.END) {
                    return;
                }
                next.changes.forEach(watchers::tell); // first: who is told that a change is there finds it seen by all
                next.done.forEach(Completion::tell);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void tell(Runnable done) {
        try {
            done.run();
        } catch (RuntimeException defect) {
            LOG.error("A caller of the store failed where it was told of its commit", defect);
        }
    }

    /** Tells what waits, then ends; not after more than 10 seconds. */
    void close() {
        put(Told.END);
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Told(List<Runnable> done, Collection<MailboxChange> changes) {
        static final Told END = new Told(List.of(), List.of());
    }
}
