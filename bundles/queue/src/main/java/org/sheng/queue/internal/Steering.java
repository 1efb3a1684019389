package org.sheng.queue.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;

/** What operators do with the queue. Changes come one after another; at most 1,000 wait. */
@Component(service = QueueAdmin.class)
public final class Steering implements QueueAdmin {
    private static final int LOOKED_AT = 100_000;
    private static final int PAGE = 1_000;
    private static final int TRIES = 5;

    private final Spool spool;
    private final MailStore store;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1_000),
            task -> new Thread(task, "queue-steering"));

    @Activate
    public Steering(@Reference Spool spool) {
        this.spool = spool;
        this.store = spool.store();
        thread.allowCoreThreadTimeOut(true);
    }

    @Deactivate
    public void close() {
        thread.shutdown();
    }

    @Override
    public Page list(Filter filter, Optional<UUID> after, int limit) {
        List<QueueEntry> found = new ArrayList<>();
        Optional<UUID> last = after;
        for (int seen = 0; seen < LOOKED_AT; seen += PAGE) {
            byte[] from = last.map(Keys::id).map(Keys::above).orElse(new byte[] {0});
            List<MailStore.Row> rows = store.scan(Keys.ENTRIES, from, new byte[0], PAGE);
            for (MailStore.Row row : rows) {
                QueueEntry entry = EntryCodec.decode(row.value()).entry();
                last = Optional.of(entry.id());
                if (matches(filter, entry)) {
                    found.add(entry);
                }
                if (found.size() == limit) {
                    return new Page(found, last);
                }
            }
            if (rows.size() < PAGE) {
                return new Page(found, Optional.empty());
            }
        }
        return new Page(found, last);
    }

    private static boolean matches(Filter filter, QueueEntry entry) {
        return (filter.destination().isEmpty() || filter.destination().equals(entry.route().destination()))
                && filter.held().map(held -> held == entry.held()).orElse(true)
                && (filter.text().isEmpty() || mentions(entry.message(), filter.text().toLowerCase(Locale.ROOT)));
    }

    private static boolean mentions(Submission message, String text) {
        return message.sender().map(sender -> sender.key().contains(text)).orElse(false)
                || message.recipients().stream().anyMatch(recipient -> recipient.address().key().contains(text));
    }

    @Override
    public Optional<QueueEntry> entry(UUID id) {
        return stored(id).map(Stored::entry);
    }

    private Optional<Stored> stored(UUID id) {
        return store.get(Keys.ENTRIES, Keys.id(id)).map(EntryCodec::decode);
    }

    @Override
    public CompletionStage<Boolean> retry(UUID id) {
        return change(id, "retried", (batch, stored) -> {
            Stored first = stored.first(spool.now());
            spool.rows().addReady(batch, first);
            spool.dispatcher().probe(stored.entry().route()); // before the entry is found to be ready
            return Optional.of(first);
        }).thenApply(Optional::isPresent);
    }

    @Override
    public CompletionStage<Boolean> hold(UUID id) {
        return change(id, "held", (batch, stored) -> {
            Stored held = stored.held(true);
            spool.rows().addHeld(batch, held);
            return Optional.of(held);
        }).thenApply(Optional::isPresent);
    }

    @Override
    public CompletionStage<Boolean> release(UUID id) {
        return change(id, "released", (batch, stored) -> {
            Stored released = stored.held(false);
            if (stored.entry().held()) {
                spool.rows().addReady(batch, released);
            } else {
                putBack(batch, stored);
            }
            return Optional.of(released);
        }).thenApply(Optional::isPresent);
    }

    /** Not held: it stays as it is. */
    private void putBack(Batch batch, Stored stored) {
        if (store.get(Keys.DUE, stored.dueKey()).isPresent()) {
            spool.rows().addDue(batch, stored);
        } else {
            spool.rows().addReady(batch, stored);
        }
    }

    @Override
    public CompletionStage<Boolean> delete(UUID id) {
        return spool.dispatcher().recovered().thenCompose(ready -> later(() -> delete(id, 1))).thenCompose(done -> done);
    }

    /** Goes ahead of an attempt that is under way: what the attempt settles is then refused. */
    private CompletionStage<Boolean> delete(UUID id, int attempt) {
        Optional<Stored> stored = stored(id);
        if (stored.isEmpty()) {
            return CompletableFuture.completedFuture(false);
        }
        Batch batch = new Batch();
        if (!takeAway(batch, stored.get())) {
            return again(attempt, () -> delete(id, attempt + 1), false);
        }
        spool.rows().remove(batch, stored.get());
        return store.commit(batch).handle((done, refused) -> {
            if (refused == null) {
                spool.counts().left(stored.get().entry().route());
                publish(stored.get(), "deleted");
                return CompletableFuture.completedFuture(true);
            }
            return Spool.isConflict(refused) ? again(attempt, () -> delete(id, attempt + 1), false)
                    : CompletableFuture.<Boolean>failedFuture(refused);
        }).thenCompose(next -> next);
    }

    /** What an operator does with an entry whose index row was taken away: puts one index row, tells what the entry is now. */
    private interface Change {
        Optional<Stored> apply(Batch batch, Stored stored);
    }

    private CompletionStage<Optional<Stored>> change(UUID id, String action, Change change) {
        return spool.dispatcher().recovered().thenCompose(ready -> later(() -> change(id, action, change, 1)))
                .thenCompose(done -> done);
    }

    /** Waits for an attempt that is under way, so that nothing is sent that then counts as not sent. */
    private CompletionStage<Optional<Stored>> change(UUID id, String action, Change change, int attempt) {
        Claim.Change claim = new Claim.Change(new CompletableFuture<>());
        Optional<Claim> other = spool.dispatcher().claim(id, claim);
        if (other.isPresent()) {
            return other.get().ended().thenCompose(ended -> later(() -> change(id, action, change, attempt)))
                    .thenCompose(done -> done);
        }
        CompletionStage<Optional<Stored>> done;
        try {
            done = commit(id, action, change);
        } catch (RuntimeException e) {
            done = CompletableFuture.failedFuture(e);
        }
        return done.whenComplete((result, refused) -> spool.dispatcher().unclaim(id, claim)).handle((result, refused) -> {
            if (refused == null) {
                return CompletableFuture.completedFuture(result);
            }
            return Spool.isConflict(refused) ? again(attempt, () -> change(id, action, change, attempt + 1), Optional.<Stored>empty())
                    : CompletableFuture.<Optional<Stored>>failedFuture(refused);
        }).thenCompose(next -> next);
    }

    private CompletionStage<Optional<Stored>> commit(UUID id, String action, Change change) {
        Optional<Stored> stored = stored(id);
        if (stored.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        Batch batch = new Batch();
        if (!takeAway(batch, stored.get())) {
            return CompletableFuture.failedFuture(new StoreException(StoreException.Reason.CONFLICT, -1, "entry " + id
                    + " was moved meanwhile; try again"));
        }
        Optional<Stored> after = change.apply(batch, stored.get());
        return store.commit(batch).thenApply(done -> {
            publish(stored.get(), action);
            spool.dispatcher().hint(Ledger.added(batch));
            after.ifPresent(now -> spool.dispatcher().dueAt(now.entry().next()));
            return after;
        });
    }

    /** False when it has no index row just now: it is moved at this moment. */
    private boolean takeAway(Batch batch, Stored stored) {
        byte[] id = Keys.id(stored.entry().id());
        if (stored.entry().held()) {
            spool.rows().takeAway(batch, Keys.HELD, id);
        } else if (store.get(Keys.DUE, stored.dueKey()).isPresent()) {
            spool.rows().takeAway(batch, Keys.DUE, stored.dueKey());
        } else if (store.get(Keys.READY, stored.readyKey()).isPresent()) {
            spool.rows().takeAway(batch, Keys.READY, stored.readyKey());
        } else {
            return false;
        }
        return true;
    }

    private <T> CompletionStage<T> again(int attempt, Supplier<CompletionStage<T>> next, T otherwise) {
        if (attempt >= TRIES) {
            return CompletableFuture.completedFuture(otherwise);
        }
        return later(next).thenCompose(done -> done);
    }

    private <T> CompletionStage<T> later(Supplier<T> task) {
        try {
            return CompletableFuture.supplyAsync(task, thread);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new StoreException(StoreException.Reason.BUSY,
                    "too many changes of the queue wait; try again", e));
        }
    }

    private void publish(Stored stored, String action) {
        spool.events().publish(new MailEvent.QueueSteered(stored.entry().message().trace(), action));
    }

    @Override
    public List<Destination> destinations(int limit) {
        Map<String, Dispatcher.Seen> seen = spool.dispatcher().seen().join();
        Map<String, Long> waiting = spool.counts().byDestination();
        Set<String> names = new HashSet<>(waiting.keySet());
        seen.forEach((name, destination) -> {
            if (destination.active() > 0 || destination.deadFor().isPresent()) {
                names.add(name);
            }
        });
        Instant now = spool.now();
        return names.stream().map(name -> destination(name, waiting.getOrDefault(name, 0L), seen, now))
                .sorted(Comparator.comparingLong(Destination::waiting).reversed().thenComparing(Destination::name))
                .limit(limit).toList();
    }

    private static Destination destination(String name, long waiting, Map<String, Dispatcher.Seen> seen, Instant now) {
        Dispatcher.Seen known = seen.getOrDefault(name, new Dispatcher.Seen(0, 0, Optional.empty(), ""));
        return new Destination(name, waiting, known.active(), known.concurrency(), known.deadFor().map(now::plus), known.reply());
    }
}
