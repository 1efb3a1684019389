package org.sheng.events.internal;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sheng.event.EventListener;
import org.sheng.event.MailEvent;
import org.sheng.event.Traces;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what happens to messages into the store, a group of steps in one lazy commit, and takes the oldest groups away
 * again. 32,768 steps may wait for the store; beyond, steps are dropped, and the log says how many. {@link #write} is
 * for one thread.
 */
final class TraceKeeper implements EventListener, Traces {
    private static final int BOUND = 32_768;
    private static final int GROUP = 2_000;
    private static final int MAX_SHOWN = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.trace");

    private final MailStore store;
    private final Supplier<TraceSettings> settings;
    private final Clock clock;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(BOUND);
    private final AtomicLong dropped = new AtomicLong();
    private TraceRow.Totals totals;
    /** No group below it is in the store; 0: not known yet. */
    private long oldestGroup;
    private long oldestWritten = Long.MIN_VALUE;

    private record Waiting(String trace, Step step) { }

    TraceKeeper(MailStore store, Supplier<TraceSettings> settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void on(Instant at, MailEvent event) {
        if (event.traceId().isEmpty() || !settings.get().enabled()) {
            return;
        }
        Step step = new Step(at, EventLine.what(event), EventLine.of(event));
        if (!waiting.offer(new Waiting(event.traceId().get(), step))) {
            dropped.incrementAndGet();
        }
    }

    @Override
    public List<Step> of(String traceId) {
        List<MailStore.Row> rows = store.scan(TraceRow.STEPS, TraceRow.stepsKey(traceId, 0),
                TraceRow.stepsKey(traceId, -1L), MAX_SHOWN);
        return rows.stream().flatMap(row -> TraceRow.decode(row.value()).stream()).limit(MAX_SHOWN).toList();
    }

    /**
     * Writes what waits and takes away what is too old or too much. Waits for the store; what the store refuses is
     * lost, and said.
     */
    void write() {
        tellDropped();
        try {
            if (totals == null) {
                totals = store.get(TraceRow.GROUPS, TraceRow.TOTALS_KEY).map(TraceRow.Totals::of)
                        .orElse(new TraceRow.Totals(0, 1));
            }
            while (!waiting.isEmpty()) {
                writeGroup();
            }
            boolean more = true;
            while (more) {
                more = purgeOldest();
            }
        } catch (StoreException e) {
            LOG.warn("Steps of messages were not kept, sheng:trace will not show them: {}", e.getMessage());
        }
    }

    private void writeGroup() {
        List<Waiting> group = new ArrayList<>(GROUP);
        waiting.drainTo(group, GROUP);
        Map<String, List<Step>> byTrace = new LinkedHashMap<>();
        group.forEach(w -> byTrace.computeIfAbsent(w.trace(), t -> new ArrayList<>(4)).add(w.step()));
        long number = totals.nextGroup();
        Batch batch = new Batch().lazy();
        byTrace.forEach((trace, steps) -> batch.put(TraceRow.STEPS, TraceRow.stepsKey(trace, number),
                TraceRow.encode(steps)));
        batch.put(TraceRow.GROUPS, TraceRow.groupKey(number),
                new TraceRow.Group(clock.millis(), group.size(), List.copyOf(byTrace.keySet())).bytes());
        commit(batch, new TraceRow.Totals(totals.steps() + group.size(), number + 1));
        oldestWritten = Math.min(oldestWritten, clock.millis());
    }

    /** True when a group went, and the next one may have to go as well. */
    private boolean purgeOldest() {
        TraceSettings now = settings.get();
        long limit = clock.millis() - now.keep().toMillis();
        if (totals.steps() <= now.maxSteps() && oldestWritten >= limit) {
            return false;
        }
        // the rows before oldestGroup are gone, but a scan from the start would step over what is left of each
        List<MailStore.Row> first = store.scan(TraceRow.GROUPS, TraceRow.groupKey(Math.max(1, oldestGroup)),
                new byte[0], 1);
        if (first.isEmpty()) {
            oldestWritten = Long.MAX_VALUE;
            return false;
        }
        long number = ByteBuffer.wrap(first.get(0).key()).getLong();
        TraceRow.Group group = TraceRow.Group.of(first.get(0).value());
        oldestGroup = number;
        oldestWritten = group.writtenAt();
        if (totals.steps() <= now.maxSteps() && oldestWritten >= limit) {
            return false;
        }
        Batch batch = new Batch().lazy();
        group.traces().forEach(trace -> batch.delete(TraceRow.STEPS, TraceRow.stepsKey(trace, number)));
        batch.delete(TraceRow.GROUPS, TraceRow.groupKey(number));
        commit(batch, new TraceRow.Totals(Math.max(0, totals.steps() - group.steps()), totals.nextGroup()));
        oldestGroup = number + 1;
        oldestWritten = Long.MIN_VALUE;
        return true;
    }

    private void commit(Batch batch, TraceRow.Totals after) {
        batch.put(TraceRow.GROUPS, TraceRow.TOTALS_KEY, after.bytes());
        try {
            store.commit(batch).toCompletableFuture().join();
            totals = after;
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException refused ? refused : e;
        }
    }

    private void tellDropped() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} steps of messages were not kept: the store was slower than what happened; sheng:trace will "
                    + "not show them", lost);
        }
    }
}
