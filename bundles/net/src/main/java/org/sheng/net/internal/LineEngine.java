package org.sheng.net.internal;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
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
import org.sheng.net.Limits;
import org.sheng.net.LineServer;
import org.sheng.net.Networks;
import org.sheng.net.Protocol;
import org.sheng.net.ServiceSpec;
import org.sheng.service.MailService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine itself, free of OSGi: event loops, workers, the clock that sweeps idle connections, and the services offered. */
public final class LineEngine implements LineServer, AutoCloseable {
    static final long SWEEP_MILLIS = 250;
    private static final Logger LOG = LoggerFactory.getLogger(LineEngine.class);

    private final Node node;
    private final Events events;
    private final Function<MailService, Runnable> registry;
    private final EventLoopGroup loops;
    private final ExecutorService workers;
    private final ScheduledExecutorService clock;
    private final TlsIdentity identity;
    private final Set<LineService> services = ConcurrentHashMap.newKeySet();
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

    @Override
    public Offer offer(ServiceSpec spec, Supplier<Limits> limits, Protocol protocol) {
        LineService service = new LineService(this, spec, limits, protocol);
        services.add(service);
        Runnable unregister = registry.apply(service);
        return new Offer() {
            @Override
            public MailService service() {
                return service;
            }

            @Override
            public void close() {
                unregister.run();
                await(service);
                services.remove(service);
            }
        };
    }

    @Override
    public void close() {
        services.forEach(LineEngine::await);
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
            for (LineService service : services) {
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
