package org.sheng.queue.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.queue.Lease;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;
import org.sheng.store.StoreException;

/** A lease, as the dispatcher gives it to a worker. One thread at a time. */
final class WorkLease implements Lease, Claim {
    final Stored stored;
    final Lane lane;
    private final Spool spool;
    private final Attempt attempt;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile Optional<Settlement> settlement = Optional.empty();
    private volatile boolean settled;
    private volatile boolean revoked;

    /** What is known when the attempt begins. */
    record Attempt(Instant now, boolean last, boolean delayNoticeDue, Optional<String> unreachable) { }

    /** @param next empty: the entry leaves the queue */
    record Settlement(Optional<Instant> next, String reply) { }

    WorkLease(Spool spool, Lane lane, Stored stored, Attempt attempt) {
        this.spool = spool;
        this.lane = lane;
        this.stored = stored;
        this.attempt = attempt;
    }

    @Override
    public QueueEntry entry() {
        return stored.entry();
    }

    @Override
    public boolean last() {
        return attempt.last();
    }

    @Override
    public Optional<String> unreachable() {
        return attempt.unreachable();
    }

    @Override
    public boolean delayNoticeDue() {
        return attempt.delayNoticeDue();
    }

    @Override
    public Optional<Duration> settle(Batch batch, List<Recipient> remaining, String reply, boolean delayNoticed) {
        spool.rows().takeAway(batch, Keys.READY, stored.readyKey());
        if (remaining.isEmpty()) {
            spool.rows().remove(batch, stored);
            settlement = Optional.of(new Settlement(Optional.empty(), reply));
            return Optional.empty();
        }
        Instant now = spool.now();
        Instant next = spool.schedule().next(entry(), now);
        spool.rows().addDue(batch, stored.attempted(remaining, next, spool.schedule().expires(entry(), now), reply,
                delayNoticed));
        settlement = Optional.of(new Settlement(Optional.of(next), reply));
        return Optional.of(Duration.between(now, next));
    }

    @Override
    public CompletionStage<CommitResult> commit(Batch batch) {
        if (revoked) {
            return CompletableFuture.failedFuture(new StoreException(StoreException.Reason.CONFLICT, -1,
                    "the queue took entry " + entry().id() + " back: its worker was gone"));
        }
        Settlement intended = settlement.orElseThrow(() -> new IllegalStateException("settle comes before commit"));
        return spool.commit(batch).whenComplete((result, refused) -> {
            if (refused == null) {
                settled = true;
                spool.settled(entry().route(), intended);
            }
        });
    }

    boolean isSettled() {
        return settled;
    }

    String reply() {
        return settlement.map(Settlement::reply).orElse("");
    }

    boolean attempted() {
        return attempt.unreachable().isEmpty();
    }

    void revoke() {
        revoked = true;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }
}
