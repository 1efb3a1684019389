package org.sheng.pipeline.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Settings;
import org.sheng.directory.Directory;
import org.sheng.event.BackgroundService;
import org.sheng.event.Events;
import org.sheng.pipeline.LocalDelivery;
import org.sheng.queue.Lease;
import org.sheng.queue.MailQueue;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.service.MailService;
import org.sheng.store.BlobWriter.FinishedBlob;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;

/** The pipeline as a service: takes messages from the queue while it is up, and those that are delivered at once. */
@Component(service = {MailService.class, LocalDelivery.class}, immediate = true)
public final class Pipeline extends BackgroundService implements LocalDelivery {
    private static final String PID = "org.sheng.pipeline";

    private final Offer offer;
    private final InstantSource clock;
    private final Settings.Watch<PipelineSettings> settings;
    private final Passages passages;
    private AutoCloseable offered = () -> { };

    /** Makes a worker known to the queue; closing takes it away, and returns when the queue has none of its messages in hand. */
    interface Offer {
        AutoCloseable worker(QueueWorker worker);
    }

    @Activate
    public Pipeline(BundleContext bundle, @Reference MailStore store, @Reference MailQueue queue, @Reference Directory directory,
            @Reference Notices notices, @Reference Events events, @Reference Settings settings) {
        this(worker -> {
            ServiceRegistration<QueueWorker> registration = bundle.registerService(QueueWorker.class, worker, new Hashtable<>());
            return registration::unregister;
        }, store, queue, directory, notices, events, settings, InstantSource.system());
    }

    Pipeline(Offer offer, MailStore store, MailQueue queue, Directory directory, Notices notices, Events events, Settings settings,
            InstantSource clock) {
        super("pipeline", "Delivers to mailboxes, expands aliases and groups, hands over to the relay",
                Kind.DELIVERY, events);
        this.offer = offer;
        this.clock = clock;
        this.settings = settings.watch(PID, PipelineSettings.class, values -> { }); // asked each time
        Local local = new Local(store, clock, () -> this.settings.values().overQuotaLife());
        List<Step> steps = List.of(new Expand(directory), new Spread(queue), local, new Remote(queue), new Bounce(notices, queue));
        this.passages = new Passages(steps, local, queue, events, threads(this.settings.values()));
        start();
    }

    private static int threads(PipelineSettings values) {
        return values.threads() > 0 ? values.threads() : Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    @Deactivate
    void close() throws Exception {
        offered.close();
        offered = () -> { };
        current().change(State.DOWN, "");
        passages.close();
        settings.close();
    }

    @Override
    public CompletionStage<List<Answer>> deliver(FinishedBlob blob, Submission message) {
        if (!current().serving()) {
            return CompletableFuture.failedFuture(new StoreException(StoreException.Reason.UNAVAILABLE, -1,
                    "the pipeline is stopped; start the service pipeline"));
        }
        Instant now = clock.instant();
        QueueEntry entry = new QueueEntry(UUID.randomUUID(), Route.INCOMING, message, 0, now, now, false, false, "");
        Passage passage = new Passage(entry, new Passage.Ends(false, false, false));
        return passages.deliver(passage, blob).thenApply(Pipeline::answers);
    }

    /** An envelope recipient is delivered when one of its ends is. */
    private static List<Answer> answers(Passage passage) {
        List<Answer> answers = new ArrayList<>();
        for (int i = 0; i < passage.message().recipients().size(); i++) {
            int root = i;
            List<Place> places = passage.branches().stream().filter(branch -> branch.root() == root).map(Branch::place).toList();
            Place best = places.stream().filter(Place::taken).findFirst()
                    .or(() -> places.stream().filter(Place.Later.class::isInstance).findFirst()).orElseGet(() -> places.get(0));
            answers.add(answer(passage, root, best));
        }
        return answers;
    }

    private static Answer answer(Passage passage, int root, Place place) {
        var recipient = passage.message().recipients().get(root).address();
        if (place instanceof Place.Refused refused) {
            return new Answer(recipient, refused.status(), refused.reply());
        }
        if (place instanceof Place.Later later) {
            return new Answer(recipient, later.status(), later.reply());
        }
        return new Answer(recipient, "2.1.5", "delivered");
    }

    @Override
    protected void begin() {
        offered = offer.worker(new Worker(settings.values().capacity()));
    }

    /** What is worked on ends by itself: it is short. */
    @Override
    protected CompletionStage<Void> end(Duration limit) {
        AutoCloseable leaving = offered;
        offered = () -> { };
        return passages.aside(leaving).thenCompose(gone -> passages.idle(limit));
    }

    @Override
    protected Duration quiesceLimit() {
        return settings.values().quiesceLimit();
    }

    /** What the queue sees. */
    private final class Worker implements QueueWorker {
        private final int capacity;

        Worker(int capacity) {
            this.capacity = capacity;
        }

        @Override
        public Route.Kind kind() {
            return Route.Kind.INCOMING;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public CompletionStage<Outcome> work(Lease lease) {
            Passage passage = new Passage(lease.entry(), new Passage.Ends(true, lease.last(), lease.delayNoticeDue()));
            return passages.take(passage, lease).thenApply(done -> Outcome.ALIVE);
        }
    }
}
