package org.sheng.relay.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.pipeline.Bounces;
import org.sheng.queue.Lease;
import org.sheng.queue.Recipient;
import org.sheng.store.Batch;
import org.sheng.store.StoreException;

/**
 * Writes down what became of each recipient. While the store does not take it, it is tried again every 5 seconds for 10 minutes: what hosts took would be sent to them again
 * otherwise.
 */
final class Conclusion {
    private static final int TRIES = 120;
    private static final int PAUSE_SECONDS = 5;

    private final Lease lease;
    private final Bounces bounces;
    private final Events events;
    private final Executor disk;

    Conclusion(Lease lease, Bounces bounces, Events events, Executor disk) {
        this.lease = lease;
        this.bounces = bounces;
        this.events = events;
        this.disk = disk;
    }

    /** Fails with {@link StoreException} when the store does not take it. */
    CompletableFuture<Void> write(Map<Recipient, Verdict> verdicts) {
        return write(verdicts, 1);
    }

    private CompletableFuture<Void> write(Map<Recipient, Verdict> verdicts, int attempt) {
        return CompletableFuture.supplyAsync(() -> commit(verdicts), disk).thenCompose(done -> done)
                .handle((done, refused) -> Optional.ofNullable(refused)).thenCompose(refused -> {
                    if (refused.isEmpty()) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (attempt == TRIES || !passing(refused.get())) {
                        return CompletableFuture.failedFuture(refused.get());
                    }
                    Executor later = CompletableFuture.delayedExecutor(PAUSE_SECONDS, TimeUnit.SECONDS, disk);
                    return CompletableFuture.supplyAsync(() -> write(verdicts, attempt + 1), later).thenCompose(next -> next);
                });
    }

    private static boolean passing(Throwable refused) {
        Throwable cause = refused instanceof CompletionException && refused.getCause() != null ? refused.getCause() : refused;
        return cause instanceof StoreException store
                && (store.reason() == StoreException.Reason.BUSY || store.reason() == StoreException.Reason.UNAVAILABLE);
    }

    private CompletableFuture<Void> commit(Map<Recipient, Verdict> verdicts) {
        String trace = lease.entry().message().trace();
        List<MailEvent> told = new ArrayList<>();
        List<Recipient> remaining = new ArrayList<>();
        List<Bounces.Failure> failed = new ArrayList<>();
        List<Bounces.Failure> late = new ArrayList<>();
        verdicts.forEach((recipient, verdict) -> {
            if (verdict instanceof Verdict.Taken taken) {
                told.add(new MailEvent.MessageRelayed(trace, recipient.address(), taken.host(), taken.reply(), taken.tls(),
                        lease.entry().message().size()));
            } else if (verdict instanceof Verdict.Never never) {
                failed.add(new Bounces.Failure(recipient, never.host(), never.status(), never.reply()));
            } else if (lease.last()) {
                // RFC 3463 §3.5: delivery time expired; the host's own words say why
                failed.add(new Bounces.Failure(recipient, verdict.host(), "5.4.7", verdict.reply()));
            } else {
                remaining.add(recipient);
                late.add(new Bounces.Failure(recipient, verdict.host(), ((Verdict.Later) verdict).status(), verdict.reply()));
            }
        });
        Batch batch = new Batch();
        boolean notice = lease.delayNoticeDue() && !late.isEmpty();
        if (!failed.isEmpty()) {
            bounces.failed(batch, lease.entry(), failed).ifPresent(told::add);
        }
        if (notice) {
            bounces.delayed(batch, lease.entry(), late).ifPresent(told::add);
        }
        failed.forEach(each -> told.add(new MailEvent.MessageFailed(trace, each.recipient().address(), each.host(), each.status(),
                each.reply())));
        String reply = late.isEmpty() ? "" : late.get(0).reply();
        Duration retryIn = lease.settle(batch, remaining, reply, notice).orElse(Duration.ZERO);
        late.forEach(each -> told.add(new MailEvent.MessageDeferred(trace, each.recipient().address(), each.host(), each.reply(),
                lease.entry().attempts() + 1, retryIn)));
        return lease.commit(batch).thenAccept(done -> told.forEach(events::publish)).toCompletableFuture();
    }
}
