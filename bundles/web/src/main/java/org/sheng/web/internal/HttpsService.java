package org.sheng.web.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.jetty.util.component.Graceful;
import org.sheng.config.Node;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTPS listener as a service of the node; its state is applOperStatus of RFC 2788. */
final class HttpsService implements MailService, AutoCloseable {
    static final String NAME = "https";
    private static final int STOP_LIMIT_SECONDS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(HttpsService.class);

    private final Node node;
    private final Events events;
    private final Supplier<WebSettings> settings;
    private final Associations associations;
    private final HttpsServer server;
    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sheng-web-control");
        thread.setDaemon(true);
        return thread;
    });

    // Guarded by this.
    private volatile HttpsConnector connector;
    private volatile State state = State.DOWN;
    private volatile String reason = "";
    private volatile Instant lastChange = Instant.now();
    private volatile List<Endpoint> endpoints = List.of();
    private CompletableFuture<Void> ending;
    private int port;

    HttpsService(Node node, Events events, Supplier<WebSettings> settings, Associations associations,
            HttpsServer server) {
        this.node = node;
        this.events = events;
        this.settings = settings;
        this.associations = associations;
        this.server = server;
        control.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Serves browsers and programs (HTTPS)";
    }

    @Override
    public Kind kind() {
        return Kind.ADMINISTRATION;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public Instant lastChange() {
        return lastChange;
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public ServiceCounters counters() {
        return associations.counters();
    }

    @Override
    public synchronized CompletionStage<Void> start() {
        if (ending != null) {
            // Back before it ended: what is left of the old connections ends, then it starts.
            CompletableFuture<Void> begun = ending.handle((ended, failure) -> null).thenCompose(ignored -> start());
            control.execute(this::cut);
            return begun;
        }
        return CompletableFuture.runAsync(this::open, control);
    }

    private synchronized void open() {
        if (connector != null) {
            return;
        }
        port = settings.get().port();
        int number = port + node.portOffset();
        if (number > 65_535) {
            throw failed("port " + port + " with the offset " + node.portOffset()
                    + " is above 65535; choose a lower offset or port");
        }
        try {
            connector = server.listen(node.bindAddress(), number);
        } catch (IOException e) {
            Throwable cause = e.getCause() instanceof IOException inner ? inner : e;
            throw failed("cannot listen on " + node.bindAddress() + " port " + number + " (" + cause.getMessage()
                    + "): end what uses the port (ss -ltnp shows it), or move this node by its port offset or bind "
                            + "address, or this service"
                    + " by port in org.sheng.web.cfg, then start the service again");
        }
        InetSocketAddress bound = HttpsServer.boundTo(connector);
        endpoints = List.of(new Endpoint(bound.getAddress().getHostAddress(), bound.getPort(), "tls"));
        become(State.UP, "");
    }

    private IllegalStateException failed(String why) {
        become(State.HALTED, why);
        return new IllegalStateException(why);
    }

    @Override
    public CompletionStage<Void> stop() {
        return end(STOP_LIMIT_SECONDS);
    }

    @Override
    public CompletionStage<Void> quiesce() {
        return end(settings.get().quiesceLimit().toSeconds());
    }

    /**
     * No new connections; HTTP/2 clients get GOAWAY, idle connections close; what is in work may end within the limit.
     */
    private synchronized CompletionStage<Void> end(long limitSeconds) {
        HttpsConnector closing = connector;
        if (closing == null) {
            become(State.DOWN, "");
            return CompletableFuture.completedFuture(null);
        }
        if (ending == null) {
            ending = new CompletableFuture<>();
            become(State.QUIESCING, "");
            endpoints = List.of();
            Graceful.shutdown(closing).whenCompleteAsync((ended, failure) -> cut(), control);
        }
        control.schedule(() -> cut(closing), limitSeconds, TimeUnit.SECONDS);
        return ending;
    }

    private void cut(HttpsConnector late) {
        if (late == connector) {
            cut();
        }
    }

    private void cut() {
        CompletableFuture<Void> done;
        synchronized (this) {
            if (ending == null) {
                return;
            }
            server.cut(connector);
            connector = null;
            done = ending;
            ending = null;
            become(State.DOWN, "");
        }
        done.complete(null);
    }

    /** A changed port: the service listens there, if it listened. */
    synchronized void settingsChanged(WebSettings now) {
        if (connector != null && ending == null) {
            connector.setIdleTimeout(now.idle().toMillis());
            if (now.port() != port) {
                stop().thenCompose(stopped -> start()).whenComplete((started, failure) -> tellFailure(failure));
            }
        }
    }

    static void tellFailure(Throwable failure) {
        if (failure != null) {
            LOG.error("HTTPS does not listen: {}", failure.getCause() == null ? failure.getMessage()
                    : failure.getCause().getMessage());
        }
    }

    private void become(State next, String why) {
        State before = state;
        if (before == next && reason.equals(why)) {
            return;
        }
        state = next;
        reason = why;
        lastChange = Instant.now();
        events.publish(new MailEvent.ServiceStateChanged(NAME, before, next, why));
    }

    private void sweep() {
        try {
            HttpsConnector listening = connector;
            if (listening != null) {
                associations.sweep(listening.getConnectedEndPoints(), System.nanoTime());
                sweepState();
            }
        } catch (RuntimeException e) {
            LOG.error("The sweep of idle connections failed; it is tried again", e);
        }
    }

    private synchronized void sweepState() {
        int most = settings.get().maxConnections();
        if (state == State.UP && associations.size() >= most) {
            become(State.CONGESTED, "all " + most + " connections are in use; more clients are refused until one ends");
        } else if (state == State.CONGESTED && associations.size() < most - most / 10) {
            become(State.UP, "");
        }
    }

    /** Ends connections and the listener, then the thread that steers them. */
    @Override
    public void close() {
        stop().toCompletableFuture().orTimeout(STOP_LIMIT_SECONDS + 5L, TimeUnit.SECONDS)
                .handle((stopped, failure) -> {
                    if (failure != null) {
                        LOG.warn("HTTPS did not end its connections in time; they are left to the system", failure);
                    }
                    return null;
                }).join();
        control.shutdownNow();
    }
}
