package org.sheng.net.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sheng.config.Node;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.net.Certificates;
import org.sheng.net.Limits;
import org.sheng.net.LineServer;
import org.sheng.net.Networks;
import org.sheng.net.Protocol;
import org.sheng.net.ServiceSpec;
import org.sheng.net.Sessions;
import org.sheng.service.MailService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine itself, free of OSGi: event loops, workers, the clock that sweeps idle connections, and the services offered. */
public final class LineEngine implements AutoCloseable {
    static final long SWEEP_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(LineEngine.class);

    private final Node node;
    private final Events events;
    private final Function<MailService, Runnable> registry;
    private final EventLoopGroup loops;
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;
    private final TlsIdentity identity;
    /** By name. Guarded by itself where it must fit {@link #closed}. */
    private final Map<String, Placed> services = new ConcurrentHashMap<>();
    private boolean closed;
    /** Those that are there, and those that are ending. */
    private final Set<LineService> swept = ConcurrentHashMap.newKeySet();
    private volatile NetSettings settings;
    private volatile Networks trusted;
    private long lastCertificateCheck = System.nanoTime();

    /** @param registry makes a service known; what it returns takes it away again */
    public LineEngine(Node node, NetSettings settings, Events events, Function<MailService, Runnable> registry) {
        this.node = node;
        this.settings = settings;
        this.events = events;
        this.trusted = trustedAtStart(settings);
        this.registry = registry;
        int cores = Runtime.getRuntime().availableProcessors();
        int ioThreads = settings.ioThreads() > 0 ? settings.ioThreads() : cores;
        int workerThreads = settings.workers() > 0 ? settings.workers() : Math.max(16, 8 * cores);
        identity = new TlsIdentity(node, settings, events);
        loops = new MultiThreadIoEventLoopGroup(ioThreads, new DefaultThreadFactory("sheng-net-io", true), NioIoHandler.newFactory());
        workers = Executors.newFixedThreadPool(workerThreads, new DefaultThreadFactory("sheng-net-worker", true));
        clock = Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("sheng-net-clock", true));
        clock.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A network that is none must not keep the node from its listeners. */
    private Networks trustedAtStart(NetSettings values) {
        try {
            return new Networks(values.trustedNetworks());
        } catch (IllegalArgumentException e) {
            events.publish(new MailEvent.NodeTrouble("net", "org.sheng.net.cfg, trusted-networks: " + e.getMessage()
                    + "; the default is used. Correct the line; it is read again at once"));
            return new Networks(NetSettings.DEFAULTS.trustedNetworks());
        }
    }

    /** Settings that changed: the certificate at once, the rest from the next connection on. */
    public void settings(NetSettings changed) {
        trusted = new Networks(changed.trustedNetworks());
        settings = changed;
        identity.settings(changed);
    }

    /** A service that is known to the node until it is closed. */
    public interface Place extends AutoCloseable {
        MailService service();

        /** As {@link LineServer.Offer#serve}. */
        void serve(Sessions sessions);

        /** As {@link LineServer.Offer#suspend}. */
        void suspend();

        /** As {@link LineServer.Offer#close}. */
        @Override
        void close();
    }

    /** A service without settings of its own, whose sessions are there from the beginning. */
    public Place offer(ServiceSpec spec, Supplier<Limits> limits, Protocol protocol, Sessions sessions) {
        return offer(spec, limits, protocol, Optional.of(sessions), () -> "suspended");
    }

    /** @param absence why there are no sessions, for the administrator; asked while there are none */
    Place offer(ServiceSpec spec, Supplier<Limits> limits, Protocol protocol, Optional<Sessions> sessions,
            Supplier<String> absence) {
        Placed placed = new Placed(new LineService(this, spec, limits, protocol, sessions, absence));
        Placed before;
        synchronized (services) {
            if (closed) {
                throw new IllegalStateException("the line server ends");
            }
            before = services.put(spec.name(), placed);
            swept.add(placed.service);
        }
        if (before != null) {
            // A name is there once. Who has lost a service runtime's call to end is not left in the node beside its
            // successor.
            LOG.warn("Service {} is offered anew while it is there; the one before is ended", spec.name());
            before.end();
        }
        placed.begin();
        return placed;
    }

    private final class Placed implements Place {
        private final LineService service;
        // Guarded by this.
        private Runnable forget = () -> { };
        private boolean ended;

        Placed(LineService service) {
            this.service = service;
        }

        @Override
        public MailService service() {
            return service;
        }

        @Override
        public void serve(Sessions sessions) {
            service.serve(sessions);
        }

        @Override
        public void suspend() {
            service.suspend();
        }

        @Override
        public void close() {
            services.remove(service.name(), this);
            end();
        }

        private synchronized void begin() {
            if (!ended) {
                forget = registry.apply(service);
            }
        }

        private void end() {
            forget();
            await(service);
            swept.remove(service);
        }

        private synchronized void forget() {
            ended = true;
            forget.run();
            forget = () -> { };
        }
    }

    /** Whoever offered a service and does not take it away has lost it now: nothing of this engine stays known. */
    @Override
    public void close() {
        List<Placed> left;
        synchronized (services) {
            closed = true;
            left = List.copyOf(services.values());
            services.clear();
        }
        left.forEach(placed -> placed.service.stop());
        left.forEach(Placed::end);
        clock.shutdownNow();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        workers.shutdown();
    }

    private static void await(LineService service) {
        CompletableFuture<Void> stopped = service.stop().toCompletableFuture();
        try {
            stopped.get(LineService.STOP_LIMIT_SECONDS + 5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Service {} did not end its connections in time; they are left to the system", service.name(), e);
        }
    }

    private void sweep() {
        try {
            long now = System.nanoTime();
            for (LineService service : swept) {
                service.sweep(now);
            }
            if (now - lastCertificateCheck >= settings.certificateCheck().toNanos()) {
                lastCertificateCheck = now;
                identity.reloadIfChanged();
            }
        } catch (RuntimeException e) {
            LOG.error("The sweep of idle connections failed; it is tried again", e);
        }
    }

    /** The identity that the listeners show. */
    public Certificates certificates() {
        return identity;
    }

    Node node() {
        return node;
    }

    Events events() {
        return events;
    }

    NetSettings settings() {
        return settings;
    }

    Networks trusted() {
        return trusted;
    }

    EventLoopGroup loops() {
        return loops;
    }

    Executor workers() {
        return workers;
    }

    TlsIdentity identity() {
        return identity;
    }
}
