package org.sheng.queue.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.QueueWorker.Outcome;
import org.sheng.queue.Route;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives entries to workers. One thread does it all, turn by turn; a turn comes when something was committed, an attempt ended, or a time has come. What the commits of
 * this run added comes as hints, at most 8,192 waiting; beyond that the index is looked through.
 */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final int MOST_HINTS = 8_192;
    private static final int LANES_A_TURN = 500;
    private static final Duration SWEEP = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Spool spool;
    private final MailStore store;
    private final Lanes lanes;
    private final Promotion promotion;
    private final Workers workers = new Workers();
    private final Map<UUID, Claim> claims = new ConcurrentHashMap<>();
    private final Queue<Ledger.Added> hints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hinted = new AtomicInteger();
    private final Queue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final CompletableFuture<Void> recovered = new CompletableFuture<>();
    private final ScheduledThreadPoolExecutor thread;
    private volatile boolean hintsLost;
    private volatile boolean open;
    private Optional<ScheduledFuture<?>> timer = Optional.empty();
    private long timerAt = Long.MAX_VALUE;
    private long pausedUntil = System.nanoTime();
    private long sweepAt = System.nanoTime();
    private byte[] sweepFrom = {0};
    private long clockAhead;

    private record Ended(Workers.Bound by, WorkLease lease, Outcome outcome, Optional<Throwable> failure) { }

    Dispatcher(Spool spool, MailStore store, Supplier<Pace.Limits> limits) {
        this.spool = spool;
        this.store = store;
        this.lanes = new Lanes(limits);
        this.promotion = new Promotion(store, spool.rows(), spool.clock(), this::hint, this::signal);
        this.clockAhead = clockAhead();
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "queue");
            made.setDaemon(true);
            return made;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Hands out, or not. */
    void open(boolean handOut) {
        open = handOut;
        signal();
    }

    CompletableFuture<Void> recovered() {
        return recovered;
    }

    int inFlight() {
        return workers.inFlight();
    }

    void bind(QueueWorker worker) {
        workers.add(worker);
        signal();
    }

    void unbind(QueueWorker worker, Duration limit) {
        try {
            for (WorkLease left : workers.remove(worker, limit)) {
                LOG.warn("message {}: its worker is gone; entry {} is tried again", left.entry().message().trace(), left.entry().id());
                release(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        signal();
    }

    /** Rows that are now in the ready index. Any thread. */
    void hint(List<Ledger.Added> added) {
        for (Ledger.Added each : added) {
            if (hinted.incrementAndGet() > MOST_HINTS) {
                hinted.decrementAndGet();
                hintsLost = true;
                break;
            }
            hints.add(each);
        }
        signal();
    }

    void dueAt(Instant due) {
        if (promotion.dueAt(due.toEpochMilli())) {
            signal();
        }
    }

    /** Takes an entry for an operator's change; empty when it was free, else who has it. */
    Optional<Claim> claim(UUID id, Claim.Change change) {
        return Optional.ofNullable(claims.putIfAbsent(id, change));
    }

    void unclaim(UUID id, Claim.Change change) {
        claims.remove(id, change);
        change.ended().complete(null);
    }

    /** An operator wants the destination tried. */
    void probe(Route route) {
        run(() -> {
            Lane lane = lanes.of(route);
            lane.pace.probe();
            lanes.line(lane);
        });
    }

    /** What is known of destinations in work, by name. */
    CompletableFuture<Map<String, Seen>> seen() {
        CompletableFuture<Map<String, Seen>> answer = new CompletableFuture<>();
        boolean taken = run(() -> {
            Map<String, Seen> seen = new HashMap<>();
            long now = now();
            for (Lane lane : lanes.all()) {
                Optional<Duration> dead = lane.pace.dead(now) ? Optional.of(Duration.ofMillis(lane.pace.deadUntil() - now))
                        : Optional.empty();
                int concurrency = lane.pace.dead(now) ? 0 : lane.pace.concurrency(now);
                seen.put(lane.route.destination(), new Seen(lane.active(), concurrency, dead, lane.pace.reply()));
            }
            answer.complete(seen);
        });
        if (!taken) {
            answer.complete(Map.of());
        }
        return answer;
    }

    /** Keys that it has in memory. */
    CompletableFuture<Integer> known() {
        return CompletableFuture.supplyAsync(lanes::known, thread);
    }

    record Seen(int active, int concurrency, Optional<Duration> deadFor, String reply) { }

    /** Complete when nothing is in hand, or after the limit. */
    CompletableFuture<Void> idle(Duration limit) {
        CompletableFuture<Void> idle = new CompletableFuture<>();
        boolean taken = run(() -> CompletableFuture.allOf(claims.values().stream().map(Claim::ended)
                .toArray(CompletableFuture[]::new)).thenRun(() -> idle.complete(null)));
        if (!taken) {
            idle.complete(null);
        }
        return idle.completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A turn comes soon. Any thread. */
    void signal() {
        if (signalled.compareAndSet(false, true)) {
            run(this::turn);
        }
    }

    private boolean run(Runnable task) {
        try {
            thread.execute(task);
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    private void turn() {
        signalled.set(false);
        try {
            int endedBefore = ended.size(); // a hint always comes before the end of the attempt at its entry
            takeHints();
            for (int i = 0; i < endedBefore; i++) {
                ended(ended.remove());
            }
            if (!paused() && spool.stillTroubled()) {
                pausedUntil = System.nanoTime() + PAUSE.toNanos();
            } else if (!paused()) {
                serve();
            }
        } catch (RuntimeException e) {
            pause(e);
        }
        armTimer();
    }

    private void serve() {
        if (!recovered.isDone()) {
            recover();
        }
        watchClock();
        sweep();
        promotion.run();
        if (open) {
            for (Route.Kind kind : Route.Kind.values()) {
                handOut(kind);
            }
            spool.healthy();
        }
    }

    private void recover() {
        Recovery recovery = new Recovery(store, spool.rows().run());
        recovery.count(spool.counts());
        spool.tags().given(recovery.latestTag());
        if (recovery.latestWritten() > spool.clock().millis() + Promotion.SET_BACK) {
            LOG.warn("the clock was set back: entries that wait are tried now");
            promotion.mend();
        }
        recovered.complete(null);
    }

    private void takeHints() {
        if (hintsLost) {
            hintsLost = false;
            lanes.all().forEach(lanes::forget);
            sweepAt = System.nanoTime();
        }
        Ledger.Added hint = hints.poll();
        while (hint != null) {
            hinted.decrementAndGet();
            if (!waitsForClaim(hint.readyKey())) {
                lanes.offer(hint.readyKey(), hint.entry());
            }
            hint = hints.poll();
        }
    }

    /** True when somebody has the entry: then it is looked at again when they are done. */
    private boolean waitsForClaim(byte[] readyKey) {
        Claim claim = claims.get(Keys.idOf(readyKey));
        if (claim == null) {
            return false;
        }
        claim.ended().thenRun(() -> hint(List.of(new Ledger.Added(readyKey, Lane.NOT_AT_HAND))));
        return true;
    }

    private void handOut(Route.Kind kind) {
        Deque<Lane> line = lanes.line(kind);
        Optional<Workers.Bound> current = workers.current(kind);
        while (current.isPresent() && !line.isEmpty() && current.get().mayTake()) {
            Lane lane = line.remove();
            lane.leaveLine();
            if (lane.active() < concurrency(lane) && give(lane, current.get())) {
                lanes.line(lane);
            }
        }
    }

    private int concurrency(Lane lane) {
        return lane.route.kind() == Route.Kind.INCOMING ? Integer.MAX_VALUE : lane.pace.concurrency(now());
    }

    /** False when it has none to give. */
    private boolean give(Lane lane, Workers.Bound to) {
        while (true) {
            int before = lane.known();
            Map.Entry<byte[], byte[]> next;
            try {
                next = lane.next(store, claims::containsKey, lanes.page());
            } catch (RuntimeException e) {
                lanes.line(lane);
                throw e;
            } finally {
                lanes.counted(lane, before);
            }
            if (next.getKey().length == 0) {
                return false;
            }
            Optional<Stored> stored = waitsForClaim(next.getKey()) ? Optional.empty()
                    : load(lane, next.getKey(), next.getValue());
            if (stored.isPresent() && lease(lane, stored.get(), to)) {
                return true;
            }
        }
    }

    /** Empty when it left the queue, or this place in it, meanwhile. */
    private Optional<Stored> load(Lane lane, byte[] readyKey, byte[] entry) {
        if (entry.length > 0) {
            return Optional.of(EntryCodec.decode(entry));
        }
        try {
            boolean there = store.get(Keys.READY, readyKey).isPresent();
            return there ? store.get(Keys.ENTRIES, Keys.id(Keys.idOf(readyKey))).map(EntryCodec::decode) : Optional.empty();
        } catch (RuntimeException e) {
            lanes.forget(lane);
            throw e;
        }
    }

    private boolean lease(Lane lane, Stored stored, Workers.Bound to) {
        Instant now = spool.now();
        Optional<String> unreachable = lane.pace.dead(now()) ? Optional.of(lane.pace.reply()) : Optional.empty();
        WorkLease lease = new WorkLease(spool, lane, stored, new WorkLease.Attempt(now, spool.schedule().last(stored.entry(), now),
                spool.schedule().delayNoticeDue(stored.entry(), now), unreachable));
        if (claims.putIfAbsent(stored.entry().id(), lease) != null) {
            return !waitsForClaim(stored.readyKey());
        }
        if (!to.take(lease)) {
            claims.remove(stored.entry().id(), lease);
            lanes.forget(lane);
            return true;
        }
        lane.began();
        work(lease, to).whenComplete((outcome, failure) -> {
            ended.add(new Ended(to, lease, outcome == null ? Outcome.SLOW : outcome, Optional.ofNullable(failure)));
            signal();
        });
        return true;
    }

    private static CompletionStage<Outcome> work(WorkLease lease, Workers.Bound to) {
        try {
            return to.worker.work(lease);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void ended(Ended end) {
        if (!end.by().done(end.lease())) {
            return; // it was taken back
        }
        if (!end.lease().isSettled()) {
            reschedule(end);
            return;
        }
        if (end.lease().attempted()) {
            end.lease().lane.pace.ended(end.outcome(), end.lease().reply(), now());
        }
        finish(end.lease());
    }

    /**
     * The worker left it as it was: the next attempt is by the schedule, or when the store that failed it is well
     * again.
     */
    private void reschedule(Ended end) {
        WorkLease lease = end.lease();
        if (end.failure().filter(spool::isStoresTrouble).isPresent()) {
            pause(end.failure().get());
            release(lease);
            return;
        }
        String why = end.failure().map(Spool::text).orElse("the attempt ended without a result");
        LOG.warn("message {}: attempt failed, tried again by schedule: {}", lease.entry().message().trace(), why);
        Batch batch = new Batch();
        lease.settle(batch, lease.entry().message().recipients(), "451 4.3.0 " + why, false);
        lease.commit(batch).whenComplete((result, refused) -> run(() -> {
            if (refused != null && !Spool.isConflict(refused)) {
                pause(refused);
            }
            release(lease);
        }));
    }

    private void release(WorkLease lease) {
        run(() -> {
            finish(lease);
            lanes.offer(lease.stored.readyKey(), Lane.NOT_AT_HAND); // where the row is gone, reading it tells
        });
    }

    private void finish(WorkLease lease) {
        claims.remove(lease.entry().id(), lease);
        lease.lane.ended();
        lanes.line(lease.lane);
        lease.ended().complete(null);
    }

    /** Finds destinations that no hint told of: at the start, after hints were lost, and to be safe once a minute. */
    private void sweep() {
        if (System.nanoTime() - sweepAt < 0) {
            return;
        }
        for (int i = 0; i < LANES_A_TURN; i++) {
            List<MailStore.Row> next = store.scan(Keys.READY, sweepFrom, new byte[0], 1);
            byte[] behind = next.isEmpty() ? new byte[0] : Keys.after(Keys.lane(Keys.routeOf(next.get(0).key())));
            next.stream().map(row -> lanes.of(Keys.routeOf(row.key()))).filter(lane -> lane.known() == 0).forEach(lanes::forget);
            if (behind.length == 0) {
                sweepFrom = new byte[] {0};
                sweepAt = System.nanoTime() + SWEEP.toNanos();
                return;
            }
            sweepFrom = behind;
        }
        signal();
    }

    private void watchClock() {
        long ahead = clockAhead();
        if (ahead < clockAhead - Promotion.SET_BACK) {
            LOG.warn("the clock was set back by {} s: entries that wait are tried now", (clockAhead - ahead) / 1_000);
            promotion.mend();
        }
        clockAhead = ahead;
    }

    private long clockAhead() {
        return spool.clock().millis() - now();
    }

    private boolean paused() {
        return System.nanoTime() - pausedUntil < 0;
    }

    private void pause(Throwable cause) {
        pausedUntil = System.nanoTime() + PAUSE.toNanos();
        spool.trouble(cause);
        armTimer();
    }

    private void armTimer() {
        long now = System.nanoTime();
        long due = promotion.nextLook();
        long toDue = due == Long.MAX_VALUE ? SWEEP.toNanos() : Math.max(0, due - spool.clock().millis()) * 1_000_000;
        long wait = Math.min(Math.min(toDue, SWEEP.toNanos()), Math.max(0, sweepAt - now));
        if (paused()) {
            wait = Math.max(0, pausedUntil - now);
        }
        long at = now + Math.max(1_000_000, wait);
        boolean armed = timer.isPresent() && !timer.get().isDone();
        if (armed && timerAt - at <= 0 && timerAt - now > 0) {
            return;
        }
        timer.ifPresent(before -> before.cancel(false));
        timerAt = at;
        try {
            timer = Optional.of(thread.schedule(this::signal, at - now, TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException closed) {
            timer = Optional.empty();
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public void close() {
        open = false;
        thread.shutdown();
    }
}
