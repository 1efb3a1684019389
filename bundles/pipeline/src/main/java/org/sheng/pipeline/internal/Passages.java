package org.sheng.pipeline.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Lease;
import org.sheng.queue.MailQueue;
import org.sheng.queue.Recipient;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter.FinishedBlob;
import org.sheng.store.CommitResult;
import org.sheng.store.StoreException;

/**
 * Leads messages through the steps, on a few threads; while a commit is under way no thread waits for it. At most 20,000 messages wait for a thread; beyond that they are refused
 * with BUSY.
 */
final class Passages implements AutoCloseable {
    private static final int MOST_WAITING = 20_000;
    /** Mailboxes that the store refuses one after the other, when they filled up between the look and the commit. */
    private static final int MOST_BATCHES = 100;

    private final List<Step> steps;
    private final Local local;
    private final MailQueue queue;
    private final Events events;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    Passages(List<Step> steps, Local local, MailQueue queue, Events events, int threads) {
        this.steps = steps;
        this.local = local;
        this.queue = queue;
        this.events = events;
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(threads, threads, 60, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING),
                task -> new Thread(task, "pipeline-" + number.incrementAndGet()));
    }

    /** From the queue. */
    CompletionStage<Passage> take(Passage passage, Lease lease) {
        return lead(passage, batch -> settle(passage, lease, batch), lease::commit);
    }

    /** At once. */
    CompletionStage<Passage> deliver(Passage passage, FinishedBlob blob) {
        return lead(passage, batch -> batch.blob(blob), batch -> passage.branches().stream().anyMatch(b -> b.place().taken())
                ? queue.commit(batch) : CompletableFuture.completedFuture(new CommitResult(List.of())));
    }

    private static void settle(Passage passage, Lease lease, Batch batch) {
        List<Branch> late = passage.at(Place.Later.class).toList();
        List<Recipient> remaining = late.stream().map(Branch::recipient).toList();
        String reply = late.stream().findFirst().map(branch -> (Place.Later) branch.place())
                .map(later -> later.status() + " " + later.reply()).orElse("");
        Duration retryIn = lease.settle(batch, remaining, reply, passage.ends().delayNoticeDue()).orElse(Duration.ZERO);
        late.forEach(branch -> passage.written(new MailEvent.MessageDeferred(passage.message().trace(),
                branch.recipient().address(), "", reply, lease.entry().attempts() + 1, retryIn)));
    }

    private CompletionStage<Passage> lead(Passage passage, Consumer<Batch> first,
            Function<Batch, CompletionStage<CommitResult>> commit) {
        CompletableFuture<Passage> done = new CompletableFuture<>();
        began();
        done.whenComplete((result, failure) -> ended());
        aside(() -> {
            steps.forEach(step -> step.decide(passage));
            write(passage, first, commit, MOST_BATCHES, done);
            return null;
        }, done);
        return done;
    }

    private void write(Passage passage, Consumer<Batch> first, Function<Batch, CompletionStage<CommitResult>> commit, int tries,
            CompletableFuture<Passage> done) {
        passage.rewrite();
        Batch batch = new Batch();
        first.accept(batch);
        steps.forEach(step -> step.write(passage, batch));
        commit.apply(batch).whenComplete((result, refused) -> {
            if (refused == null) {
                publish(passage, result);
                done.complete(passage);
                return;
            }
            aside(() -> {
                if (tries == 1 || !local.refused(passage, storeException(refused))) {
                    throw storeException(refused);
                }
                write(passage, first, commit, tries - 1, done);
                return null;
            }, done);
        });
    }

    private static StoreException storeException(Throwable refused) {
        Throwable cause = refused instanceof CompletionException && refused.getCause() != null ? refused.getCause() : refused;
        return cause instanceof StoreException store ? store
                : new StoreException(StoreException.Reason.UNAVAILABLE, cause.toString(), cause);
    }

    private void publish(Passage passage, CommitResult result) {
        passage.events().forEach(events::publish);
        passage.appended().forEach((slot, branch) -> {
            Place.Mailbox mailbox = (Place.Mailbox) branch.place();
            MailAddress recipient = branch.recipient().address();
            events.publish(new MailEvent.MessageDelivered(passage.message().trace(), recipient, mailbox.user().address().toString(),
                    mailbox.mailbox(), result.of(slot).uid(), passage.message().size()));
        });
    }

    /** Runs it on one of the threads; where it fails, or there is no room, {@code done} fails. */
    private <T> void aside(Callable<Void> task, CompletableFuture<T> done) {
        try {
            threads.execute(() -> {
                try {
                    task.call();
                } catch (Exception e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new StoreException(StoreException.Reason.BUSY, "too many messages wait for the pipeline", e));
        }
    }

    /** Closes something that may wait for messages in hand. */
    CompletionStage<Void> aside(AutoCloseable leaving) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread closer = new Thread(() -> {
            try {
                leaving.close();
                done.complete(null);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }, "pipeline-leaving");
        closer.start();
        return done;
    }

    private void began() {
        synchronized (underWay) {
            if (underWay.getAndIncrement() == 0) {
                idle = new CompletableFuture<>();
            }
        }
    }

    private void ended() {
        synchronized (underWay) {
            if (underWay.decrementAndGet() == 0) {
                idle.complete(null);
            }
        }
    }

    /** Complete when no message is worked on, or after the limit. */
    CompletionStage<Void> idle(Duration limit) {
        return idle.copy().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
