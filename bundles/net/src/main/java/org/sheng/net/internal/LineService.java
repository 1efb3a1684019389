package org.sheng.net.internal;

import io.netty.channel.socket.SocketChannel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.sheng.event.ServiceState;
import org.sheng.net.Limits;
import org.sheng.net.Protocol;
import org.sheng.net.Protocol.Refusal;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.net.Session;
import org.sheng.net.Sessions;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One protocol's place in the node: its connections and its state (RFC 2788 applOperStatus). */
final class LineService implements MailService {
    static final int STOP_LIMIT_SECONDS = 10;
    private static final long SUSPEND_LIMIT = TimeUnit.SECONDS.toNanos(3);
    private static final Logger LOG = LoggerFactory.getLogger(LineService.class);

    private final LineEngine engine;
    private final ServiceSpec spec;
    private final Supplier<Limits> limits;
    private final Protocol protocol;
    private final Supplier<String> absence;
    private final ServiceState state;
    private final Listeners listeners;
    private final Connections connections;

    // Written holding this.
    private volatile Optional<Sessions> sessions;
    private boolean full;
    private CompletableFuture<Void> starting;
    private volatile CompletableFuture<Void> ending;
    private long endBy;
    private volatile boolean told;

    /** @param absence why there are no sessions, for the administrator; asked while there are none */
    LineService(LineEngine engine, ServiceSpec spec, Supplier<Limits> limits, Protocol protocol,
            Optional<Sessions> sessions, Supplier<String> absence) {
        this.engine = engine;
        this.spec = spec;
        this.limits = limits;
        this.protocol = protocol;
        this.sessions = sessions;
        this.absence = absence;
        this.state = new ServiceState(spec.name(), engine.events());
        this.listeners = new Listeners(engine, spec.ports(), this::accept);
        this.connections = new Connections(engine, this, protocol);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public String description() {
        return spec.description();
    }

    @Override
    public Kind kind() {
        return spec.kind();
    }

    @Override
    public State state() {
        return state.now().state();
    }

    @Override
    public String reason() {
        return state.now().reason();
    }

    @Override
    public Instant lastChange() {
        return state.now().since();
    }

    @Override
    public List<Endpoint> endpoints() {
        return listeners.endpoints();
    }

    @Override
    public ServiceCounters counters() {
        return connections.counters();
    }

    // --- start, stop, quiesce ---

    @Override
    public synchronized CompletionStage<Void> start() {
        if (state.serving()) {
            return CompletableFuture.completedFuture(null);
        }
        if (starting != null) {
            return starting;
        }
        if (ending != null) {
            // Back before it ended: what is left of the old sessions ends, then it starts.
            CompletableFuture<Void> begun = ending.handle((ended, failure) -> null).thenCompose(ignored -> start()).toCompletableFuture();
            endBy = Math.min(endBy, System.nanoTime());
            return begun;
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        starting = result;
        listeners.open().whenComplete((opened, failure) -> started(result, failure));
        return result;
    }

    private synchronized void started(CompletableFuture<Void> result, Throwable failure) {
        starting = null;
        if (failure == null) {
            settle();
            engine.workers().execute(() -> result.complete(null));
        } else {
            state.change(State.HALTED, failure.getMessage());
            engine.workers().execute(() -> result.completeExceptionally(
                    new IllegalStateException(spec.name() + ": " + failure.getMessage(), failure)));
        }
    }

    @Override
    public synchronized CompletionStage<Void> stop() {
        return end(State.DOWN, TimeUnit.SECONDS.toNanos(STOP_LIMIT_SECONDS));
    }

    @Override
    public synchronized CompletionStage<Void> quiesce() {
        return end(State.QUIESCING, engine.settings().quiesceLimit().toNanos());
    }

    private CompletionStage<Void> end(State by, long limitNanos) {
        if (starting != null) {
            return starting.handle((up, failure) -> null).thenCompose(ignored -> by == State.DOWN ? stop() : quiesce());
        }
        if (ending == null && !state.serving()) {
            state.change(State.DOWN, "");
            return CompletableFuture.completedFuture(null);
        }
        if (ending == null) {
            ending = new CompletableFuture<>();
            told = false;
            endBy = System.nanoTime() + limitNanos;
        }
        if (by == State.QUIESCING) {
            if (state.serving()) {
                state.change(State.QUIESCING, "");
            }
        } else {
            endBy = Math.min(endBy, System.nanoTime() + limitNanos);
            listeners.close();
            tellStopping();
        }
        CompletableFuture<Void> result = ending;
        endIfEmpty();
        return result;
    }

    private void tellStopping() {
        if (!told) {
            told = true;
            connections.serviceEnds();
        }
    }

    private synchronized void endIfEmpty() {
        if (ending == null || !connections.isEmpty()) {
            return;
        }
        listeners.close();
        state.change(State.DOWN, "");
        CompletableFuture<Void> done = ending;
        ending = null;
        engine.workers().execute(() -> done.complete(null));
    }

    // --- engines come and go ---

    synchronized void serve(Sessions now) {
        sessions = Optional.of(now);
        settleIfServing();
    }

    /** As {@link org.sheng.net.LineServer.Offer#suspend} says. */
    void suspend() {
        synchronized (this) {
            if (sessions.isEmpty()) {
                return;
            }
            sessions = Optional.empty();
            settleIfServing();
        }
        connections.enginesGo(SUSPEND_LIMIT); // who comes later finds no sessions
    }

    /** For a client that is there now. On a worker. */
    Session open(LineConnection connection) {
        Optional<Sessions> now = sessions;
        if (now.isPresent()) {
            return now.get().open(connection);
        }
        connections.refused(connection.remote(), Refusal.UNAVAILABLE);
        return new Unserved(connection, protocol.refusal(Refusal.UNAVAILABLE));
    }

    private void settleIfServing() {
        if (state.serving()) {
            settle();
        }
    }

    /**
     * Up, or congested: without sessions nobody else can be taken in, as when there is no room (RFC 2788,
     * applOperStatus).
     */
    private void settle() {
        int most = limits.get().connections();
        full = connections.open() >= most - (full ? most / 10 : 0);
        if (sessions.isEmpty()) {
            state.change(State.CONGESTED, absence.get());
        } else if (full) {
            state.change(State.CONGESTED,
                    "all " + most + " connections are in use; more clients are refused until one ends");
        } else {
            state.change(State.UP, "");
        }
    }

    // --- connections ---

    /** On the event loop, for a connection that the system has taken. */
    private void accept(SocketChannel channel, Security security) {
        if (channel.remoteAddress() == null) { // gone already
            channel.close();
            return;
        }
        connections.take(channel, security, limits.get(), state.serving());
        if (ending != null && told) {
            connections.serviceEnds();
        }
    }

    /** Its session has nothing in hand any more. */
    void silent() {
        if (sessions.isEmpty()) {
            connections.silent();
        }
    }

    void ended(LineConnection connection) {
        if (connections.left(connection) && ending != null) {
            engine.workers().execute(this::endIfEmpty);
        }
    }

    /** Idle connections, an end that takes too long, congestion. */
    void sweep(long now) {
        connections.sweep(now);
        sweepState(now);
    }

    private synchronized void sweepState(long now) {
        if (ending == null || now - endBy < 0) {
            settleIfServing();
        } else if (told) {
            LOG.warn("{} connections of {} did not end in time; they are cut", connections.size(), spec.name());
            connections.cut();
        } else {
            end(State.DOWN, TimeUnit.SECONDS.toNanos(STOP_LIMIT_SECONDS));
            endBy = now + TimeUnit.SECONDS.toNanos(STOP_LIMIT_SECONDS);
        }
    }
}
