package org.sheng.relay.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.dns.Resolver;
import org.sheng.event.BackgroundService;
import org.sheng.event.Events;
import org.sheng.pipeline.Bounces;
import org.sheng.queue.Lease;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.sheng.store.MailStore;

/** The relay as a service: takes what goes to other hosts from the queue while it is up. */
@Component(service = MailService.class, immediate = true)
public final class Relay extends BackgroundService {
    private static final String PID = "org.sheng.relay";
    private static final int DISK_THREADS = 4;

    private final Offer offer;
    private final MailStore store;
    private final Bounces bounces;
    private final Events events;
    private final Settings.Watch<RelaySettings> settings;
    private final Routing routing;
    private final Hosts hosts;
    /** Reads messages and writes bounces; what waits is bounded by the connections. */
    private final ThreadPoolExecutor disk;
    private AutoCloseable offered = () -> { };

    /** Makes a worker known to the queue; closing takes it away, and returns when the queue has none of its messages in hand. */
    interface Offer {
        AutoCloseable worker(QueueWorker worker);
    }

    @Activate
    public Relay(BundleContext bundle, @Reference Node node, @Reference MailStore store, @Reference Resolver resolver,
            @Reference Bounces bounces, @Reference Events events, @Reference Settings settings) {
        this(worker -> {
            ServiceRegistration<QueueWorker> registration = bundle.registerService(QueueWorker.class, worker, new Hashtable<>());
            return registration::unregister;
        }, new OwnListeners(bundle), node, store, resolver, bounces, events, settings);
    }

    Relay(Offer offer, Predicate<InetSocketAddress> own, Node node, MailStore store, Resolver resolver, Bounces bounces, Events events,
            Settings settings) {
        super("relay", "Delivers to other mail servers", Kind.RELAY, events);
        this.offer = offer;
        this.store = store;
        this.bounces = bounces;
        this.events = events;
        this.settings = settings.watch(PID, RelaySettings.class, values -> { }); // asked each time
        this.routing = new Routing(resolver, this.settings::values, node.hostName(), own);
        this.hosts = new Hosts(node.hostName());
        AtomicInteger number = new AtomicInteger();
        this.disk = new ThreadPoolExecutor(DISK_THREADS, DISK_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> new Thread(task, "relay-disk-" + number.incrementAndGet()));
        disk.allowCoreThreadTimeOut(true);
        start();
    }

    @Deactivate
    public void close() throws Exception {
        offered.close();
        offered = () -> { };
        current().change(State.DOWN, "");
        hosts.close();
        disk.shutdown();
        settings.close();
    }

    private CompletionStage<QueueWorker.Outcome> work(Lease lease) {
        Conclusion conclusion = new Conclusion(lease, bounces, events, disk);
        if (lease.unreachable().isPresent()) {
            Verdict later = new Verdict.Later("", "4.4.1", lease.unreachable().get());
            return conclusion.write(all(lease, later)).thenApply(done -> QueueWorker.Outcome.DEAD);
        }
        return routing.to(lease.entry().route().destination()).thenCompose(way -> way instanceof Routing.Way.To to
                ? attempt(lease, conclusion, to.targets()) : nowhere(lease, conclusion, (Routing.Way.Nowhere) way));
    }

    private CompletionStage<QueueWorker.Outcome> attempt(Lease lease, Conclusion conclusion, List<Target> targets) {
        return new Attempt(lease.entry().message(), settings.values(), hosts, store, disk).run(targets)
                .thenCompose(result -> conclusion.write(result.verdicts()).thenApply(done -> result.outcome()));
    }

    private static CompletionStage<QueueWorker.Outcome> nowhere(Lease lease, Conclusion conclusion, Routing.Way.Nowhere way) {
        boolean never = way.status().startsWith("5");
        String code = way.status().equals("5.1.10") ? "556 " : never ? "550 " : "451 "; // RFC 7505 §4.1
        String reply = code + way.status() + " " + way.why();
        Verdict verdict = never ? new Verdict.Never("", way.status(), reply) : new Verdict.Later("", way.status(), reply);
        return conclusion.write(all(lease, verdict)).thenApply(done -> never ? QueueWorker.Outcome.ALIVE : QueueWorker.Outcome.DEAD);
    }

    private static Map<Recipient, Verdict> all(Lease lease, Verdict verdict) {
        Map<Recipient, Verdict> verdicts = new LinkedHashMap<>();
        lease.entry().message().recipients().forEach(recipient -> verdicts.put(recipient, verdict));
        return verdicts;
    }

    @Override
    public ServiceCounters counters() {
        return hosts.counters();
    }

    @Override
    protected void begin() {
        hosts.start();
        offered = offer.worker(new Worker(settings.values().connections()));
    }

    /** Messages that are being sent end by themselves, or their connections do: nothing is cut between the last byte and the answer. */
    @Override
    protected CompletionStage<Void> end(Duration limit) {
        hosts.stop();
        AutoCloseable leaving = offered;
        offered = () -> { };
        return CompletableFuture.runAsync(() -> {
            try {
                leaving.close();
            } catch (Exception e) {
                throw new IllegalStateException("the relay could not leave the queue: " + e.getMessage(), e);
            }
        }, task -> new Thread(task, "relay-leaving").start()).completeOnTimeout(null, quiesceLimit().toMillis(),
                TimeUnit.MILLISECONDS);
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
            return Route.Kind.REMOTE;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public CompletionStage<Outcome> work(Lease lease) {
            return Relay.this.work(lease);
        }
    }
}
