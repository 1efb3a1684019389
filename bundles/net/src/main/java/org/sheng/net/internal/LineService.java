package org.sheng.net.internal;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.sheng.event.MailEvent;
import org.sheng.net.Limits;
import org.sheng.net.Protocol;
import org.sheng.net.Protocol.Refusal;
import org.sheng.net.ServiceSpec;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One protocol's place in the node: its listeners, its connections, its state (RFC 2788 applOperStatus). */
final class LineService implements MailService {
    static final int STOP_LIMIT_SECONDS = 10;
    /** Refusals that are told one by one; of a flood the rest is only counted. */
    private static final int REFUSALS_TOLD_A_SECOND = 10;
    private static final Logger LOG = LoggerFactory.getLogger(LineService.class);

    private final LineEngine engine;
    private final ServiceSpec spec;
    private final Supplier<Limits> limits;
    private final Protocol protocol;
    private final Set<LineConnection> connections = ConcurrentHashMap.newKeySet();
    private final AddressLimits addresses = new AddressLimits();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private volatile long lastActivity;
    private volatile long refusalSecond;
    private final AtomicInteger refusalsInSecond = new AtomicInteger();

    // Guarded by this.
    private final List<Channel> listeners = new ArrayList<>();
    private volatile List<Endpoint> endpoints = List.of();
    private volatile State state = State.DOWN;
    private volatile String reason = "";
    private volatile Instant lastChange = Instant.now();
    private CompletableFuture<Void> starting;
    private volatile CompletableFuture<Void> ending;
    private long endBy;
    private volatile boolean told;

    LineService(LineEngine engine, ServiceSpec spec, Supplier<Limits> limits, Protocol protocol) {
        this.engine = engine;
        this.spec = spec;
        this.limits = limits;
        this.protocol = protocol;
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
        long last = lastActivity;
        return new ServiceCounters(open.get(), 0, accepted.get(), 0, rejected.get(), 0,
                last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)), Optional.empty());
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
        starting = new CompletableFuture<>();
        CompletableFuture<Void> result = starting;
        bindNext(0);
        return result;
    }

    private synchronized void bindNext(int index) {
        if (index == spec.ports().size()) {
            endpoints = List.copyOf(boundEndpoints());
            become(State.UP, "");
            CompletableFuture<Void> done = starting;
            starting = null;
            engine.workers().execute(() -> done.complete(null));
            return;
        }
        ServiceSpec.Port port = spec.ports().get(index);
        // 0: any free port, for tests; it takes no offset.
        int number = port.number() == 0 ? 0 : port.number() + engine.node().portOffset();
        if (number > 65_535) {
            failStart("port " + port.number() + " with the offset " + engine.node().portOffset() + " is above 65535; choose a lower offset or port");
            return;
        }
        bootstrap(port).bind(new InetSocketAddress(engine.node().bindAddress(), number)).addListener((ChannelFutureListener) bound -> {
            synchronized (this) {
                if (bound.isSuccess()) {
                    listeners.add(bound.channel());
                    bindNext(index + 1);
                } else {
                    failStart("cannot listen on " + engine.node().bindAddress() + " port " + number + " (" + bound.cause().getMessage()
                            + "): end what uses the port (ss -ltnp shows it), or move this node by its port offset or bind address, then start the"
                            + " service again");
                }
            }
        });
    }

    private synchronized void failStart(String why) {
        closeListeners();
        become(State.HALTED, why);
        CompletableFuture<Void> failed = starting;
        starting = null;
        engine.workers().execute(() -> failed.completeExceptionally(new IllegalStateException(spec.name() + ": " + why)));
    }

    private ServerBootstrap bootstrap(ServiceSpec.Port port) {
        return new ServerBootstrap()
                .group(engine.loops())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                // A client that has said all and waits for the answers is served to the end.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        accept(channel, port.security());
                    }
                });
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
            become(State.DOWN, "");
            return CompletableFuture.completedFuture(null);
        }
        if (ending == null) {
            ending = new CompletableFuture<>();
            told = false;
            endBy = System.nanoTime() + limitNanos;
        }
        if (by == State.QUIESCING) {
            if (state.serving()) {
                become(State.QUIESCING, "");
            }
        } else {
            endBy = Math.min(endBy, System.nanoTime() + limitNanos);
            closeListeners();
            tellStopping();
        }
        CompletableFuture<Void> result = ending;
        endIfEmpty();
        return result;
    }

    private void tellStopping() {
        if (!told) {
            told = true;
            connections.forEach(LineConnection::serviceEnds);
        }
    }

    private synchronized void endIfEmpty() {
        if (ending == null || !connections.isEmpty()) {
            return;
        }
        closeListeners();
        become(State.DOWN, "");
        CompletableFuture<Void> done = ending;
        ending = null;
        engine.workers().execute(() -> done.complete(null));
    }

    private void closeListeners() {
        for (Channel listener : listeners) {
            if (listener.eventLoop().inEventLoop()) {
                listener.close();
            } else {
                listener.close().awaitUninterruptibly(5, TimeUnit.SECONDS);
            }
        }
        listeners.clear();
        endpoints = List.of();
    }

    private List<Endpoint> boundEndpoints() {
        List<Endpoint> bound = new ArrayList<>();
        for (int i = 0; i < listeners.size(); i++) {
            InetSocketAddress local = (InetSocketAddress) listeners.get(i).localAddress();
            bound.add(new Endpoint(local.getAddress().getHostAddress(), local.getPort(),
                    spec.ports().get(i).security().name().toLowerCase(Locale.ROOT)));
        }
        return bound;
    }

    private void become(State next, String why) {
        State before = state;
        if (before == next && reason.equals(why)) {
            return;
        }
        state = next;
        reason = why;
        lastChange = Instant.now();
        engine.events().publish(new MailEvent.ServiceStateChanged(spec.name(), before, next, why));
    }

    // --- connections ---

    /** On the event loop, for a connection that the system has taken. */
    private void accept(SocketChannel channel, ServiceSpec.Security security) {
        Limits now = limits.get();
        InetSocketAddress remote = channel.remoteAddress();
        if (remote == null) { // gone already
            channel.close();
            return;
        }
        Optional<Refusal> refusal = refusal(remote, now);
        if (refusal.isPresent()) {
            refuse(channel, security, remote, refusal.get());
            return;
        }
        accepted.incrementAndGet();
        lastActivity = System.currentTimeMillis();
        LineConnection connection = new LineConnection(engine, this, channel, security, now);
        connections.add(connection);
        connection.begin();
        if (ending != null && told) {
            connection.serviceEnds();
        }
    }

    private Optional<Refusal> refusal(InetSocketAddress remote, Limits now) {
        if (!state.serving()) {
            return Optional.of(Refusal.QUIESCING);
        }
        if (open.incrementAndGet() > now.connections()) {
            open.decrementAndGet();
            return Optional.of(Refusal.TOO_MANY);
        }
        if (engine.trusted().contain(remote.getAddress())) {
            return Optional.empty();
        }
        Optional<Refusal> refusal = addresses.enter(remote.getAddress(), now, System.nanoTime());
        if (refusal.isPresent()) {
            open.decrementAndGet();
        }
        return refusal;
    }

    /** One line and the end. On a TLS port the end alone: a handshake for who is refused would be work for an attacker to order. */
    private void refuse(SocketChannel channel, ServiceSpec.Security security, InetSocketAddress remote, Refusal refusal) {
        rejected.incrementAndGet();
        tell(remote, refusal);
        if (security == ServiceSpec.Security.TLS) {
            channel.close();
            return;
        }
        channel.writeAndFlush(Unpooled.copiedBuffer(protocol.refusal(refusal), StandardCharsets.UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void tell(InetSocketAddress remote, Refusal refusal) {
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (second != refusalSecond) {
            refusalSecond = second;
            refusalsInSecond.set(0);
        }
        if (refusalsInSecond.incrementAndGet() <= REFUSALS_TOLD_A_SECOND) {
            engine.events().publish(new MailEvent.ConnectionRefused(spec.name(), remote.getAddress().getHostAddress(),
                    refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    void ended(LineConnection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        open.decrementAndGet();
        addresses.leave(connection.remote().getAddress());
        lastActivity = System.currentTimeMillis();
        if (ending != null) {
            engine.workers().execute(this::endIfEmpty);
        }
    }

    Protocol protocol() {
        return protocol;
    }

    /** Idle connections, an end that takes too long, congestion. */
    void sweep(long now) {
        for (LineConnection connection : connections) {
            connection.sweep(now);
        }
        addresses.sweep(now);
        sweepState(now);
    }

    private synchronized void sweepState(long now) {
        if (ending != null && now - endBy >= 0) {
            if (told) {
                LOG.warn("{} connections of {} did not end in time; they are cut", connections.size(), spec.name());
                connections.forEach(LineConnection::cut);
            } else {
                end(State.DOWN, TimeUnit.SECONDS.toNanos(STOP_LIMIT_SECONDS));
                endBy = now + TimeUnit.SECONDS.toNanos(STOP_LIMIT_SECONDS);
            }
            return;
        }
        int most = limits.get().connections();
        if (state == State.UP && open.get() >= most) {
            become(State.CONGESTED, "all " + most + " connections are in use; more clients are refused until one ends");
        } else if (state == State.CONGESTED && open.get() < most - most / 10) {
            become(State.UP, "");
        }
    }
}
