package org.sheng.store.rocksdb.internal;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.sheng.event.Events;
import org.sheng.event.MailEvent.NodeTrouble;
import org.sheng.event.ServiceState;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as administrators see it: up; congested while it can be read but takes no new mail; halted while it cannot
 * be read either. Looks every second, on a thread of its own, and publishes what is wrong once.
 */
final class StoreService implements MailService, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreService.class);
    private static final long LOOK_MILLIS = 1_000;

    private final KeyValueStore store;
    private final Events events;
    private final ServiceState state;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "sheng-store-health");
        made.setDaemon(true);
        return made;
    });

    StoreService(KeyValueStore store, Events events) {
        this.store = store;
        this.events = events;
        state = new ServiceState(name(), events);
        look();
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        String trouble = store.trouble();
        ServiceState.Moment before = state.now();
        if (trouble.isEmpty()) {
            if (!before.reason().isEmpty()) { // the log may have had no room for it when it happened
                LOG.info("The store takes new mail again. From {} on it did not: {}", before.since(), before.reason());
            }
            state.change(State.UP, "");
            return;
        }
        State now = store.readable() ? State.CONGESTED : State.HALTED;
        if (now != before.state() || !withoutFigures(trouble).equals(withoutFigures(before.reason()))) {
            events.publish(new NodeTrouble(name(), trouble));
            state.change(now, trouble);
        }
    }

    /** How much is free changes all the time: that is no news. */
    private static String withoutFigures(String text) {
        return text.replaceAll("[0-9]+", "");
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public String description() {
        return "Keeps mail, mailboxes and what waits in the queue";
    }

    @Override
    public Kind kind() {
        return Kind.ENGINE;
    }

    @Override
    public State state() {
        return state.now().state();
    }

    @Override
    public String reason() {
        return state.now().reason();
    }

    @Override
    public Instant lastChange() {
        return state.now().since();
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of();
    }

    @Override
    public ServiceCounters counters() {
        return ServiceCounters.NONE;
    }

    /** It always runs, and gets well by itself. */
    @Override
    public CompletionStage<Void> start() {
        return state.serving() ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new IllegalStateException(reason()));
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.failedFuture(new IllegalStateException("every service needs the store:"
                + " stop those, or the bundle org.sheng.store.rocksdb, or the node"));
    }

    @Override
    public CompletionStage<Void> quiesce() {
        return stop();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
