package org.sheng.queue.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Settings;
import org.sheng.event.BackgroundService;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.queue.MailQueue;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.service.MailService;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queue: entries in the store, handed out to workers while the service is up. */
@Component(service = {MailQueue.class, MailService.class, Spool.class}, immediate = true)
public final class Spool extends BackgroundService implements MailQueue {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String PID = "org.sheng.queue";

    private final MailStore store;
    private final Events events;
    private final InstantSource clock;
    private final Settings.Watch<QueueSettings> settings;
    private final Rows rows;
    private final EntryIds ids;
    private final FairTags tags;
    private final Counts counts = new Counts();
    private final Dispatcher dispatcher;
    private volatile boolean troubled;

    @Activate
    public Spool(@Reference MailStore store, @Reference Events events, @Reference Settings settings) {
        this(store, events, settings, InstantSource.system());
    }

    /** Of another clock, for tests. */
    public Spool(MailStore store, Events events, Settings settings, InstantSource clock) {
        super("queue", "Hands messages that wait to the pipeline and the relay", Kind.ENGINE, events);
        this.store = store;
        this.events = events;
        this.clock = clock;
        this.rows = new Rows(clock);
        this.ids = new EntryIds(clock);
        this.tags = new FairTags(clock);
        this.settings = settings.watch(PID, QueueSettings.class, values -> { }); // asked each time
        this.dispatcher = new Dispatcher(this, store, () -> Pace.Limits.of(this.settings.values()));
        start();
    }

    @Deactivate
    public void close() {
        stop();
        dispatcher.close();
        settings.close();
    }

    @Override
    public QueueEntry add(Batch batch, Route route, Submission message) {
        Instant now = now();
        QueueEntry entry = new QueueEntry(ids.next(), route, message, 0, now, schedule().expires(now), false, false, "");
        batch.holdBlob(message.blob());
        rows.addReady(batch, new Stored(entry, tags.next(route, message)));
        return entry;
    }

    @Override
    public CompletionStage<CommitResult> commit(Batch batch) {
        List<Ledger.Added> added = Ledger.added(batch);
        CompletionStage<CommitResult> committed = store.commit(batch);
        return added.isEmpty() ? committed : committed.thenApply(result -> {
            added.forEach(each -> counts.added(Keys.routeOf(each.readyKey()), 1));
            dispatcher.hint(added);
            return result;
        });
    }

    /** A lease's commit is done. */
    void settled(Route route, WorkLease.Settlement settlement) {
        settlement.next().ifPresentOrElse(dispatcher::dueAt, () -> counts.left(route));
    }

    @Override
    public long size() {
        return counts.total();
    }

    Instant now() {
        return clock.instant();
    }

    InstantSource clock() {
        return clock;
    }

    MailStore store() {
        return store;
    }

    Events events() {
        return events;
    }

    Rows rows() {
        return rows;
    }

    FairTags tags() {
        return tags;
    }

    Counts counts() {
        return counts;
    }

    Schedule schedule() {
        return Schedule.of(settings.values());
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    static boolean isConflict(Throwable refused) {
        return cause(refused) instanceof StoreException store && store.reason() == StoreException.Reason.CONFLICT;
    }

    private static boolean isOfStore(Throwable failure) {
        return cause(failure) instanceof StoreException;
    }

    static String text(Throwable failure) {
        return isOfStore(failure) ? cause(failure).getMessage() : cause(failure).toString();
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * The store, or the queue itself, could not do its work: handing out pauses. While it is the store's trouble,
     * which ends by
     * itself, the queue is congested; after a failure of its own it is halted.
     */
    void trouble(Throwable cause) {
        if (troubled || !current().serving()) {
            return;
        }
        troubled = true;
        if (isOfStore(cause)) {
            LOG.error("the queue pauses and tries again in 5 s: {}", text(cause));
            current().change(State.CONGESTED, text(cause));
        } else {
            LOG.error("the queue pauses and tries again in 5 s", cause);
            current().change(State.HALTED, text(cause));
        }
        events.publish(new MailEvent.NodeTrouble(name(), "The queue pauses: " + text(cause) + ". It goes on by itself."));
    }

    /** Not of this message: the store takes nothing. */
    boolean isStoresTrouble(Throwable failure) {
        return cause(failure) instanceof StoreException refused && refused.reason() == StoreException.Reason.UNAVAILABLE
                && !store.health().trouble().isEmpty();
    }

    /** True while the store says that it does not take writes, after the queue met it. */
    boolean stillTroubled() {
        return troubled && !store.health().trouble().isEmpty();
    }

    void healthy() {
        troubled = false;
        long most = settings.values().congested();
        boolean congested = most > 0 && counts.total() > most;
        if (current().now().state() == State.HALTED || current().serving()) {
            current().change(congested ? State.CONGESTED : State.UP,
                    congested ? "more than " + most + " entries wait" : "");
        }
    }

    @Override
    protected void begin() {
        dispatcher.open(true);
    }

    @Override
    protected CompletionStage<Void> end(Duration limit) {
        dispatcher.open(false);
        return limit.isZero() ? CompletableFuture.completedFuture(null) : dispatcher.idle(limit);
    }

    @Override
    protected Duration quiesceLimit() {
        return settings.values().quiesceLimit();
    }
}
