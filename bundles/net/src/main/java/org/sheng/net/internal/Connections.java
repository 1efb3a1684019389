package org.sheng.net.internal;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sheng.net.Limits;
import org.sheng.net.Protocol;
import org.sheng.net.Protocol.Refusal;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.ServiceCounters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service's connections: who comes in, who is told that it ends, who is cut. */
final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final LineEngine engine;
    private final LineService service;
    private final Protocol protocol;
    private final Admission admission;
    private final Set<LineConnection> connections = ConcurrentHashMap.newKeySet();
    /** Notified when a session has nothing in hand any more. */
    private final Object silence = new Object();

    Connections(LineEngine engine, LineService service, Protocol protocol) {
        this.engine = engine;
        this.service = service;
        this.protocol = protocol;
        this.admission = new Admission(engine, service.name());
    }

    /** Begins it, or refuses it with a line. On the event loop. */
    void take(SocketChannel channel, Security security, Limits limits, boolean serving) {
        InetSocketAddress remote = channel.remoteAddress();
        Optional<Refusal> refusal = serving ? admission.enter(remote, limits) : Optional.of(Refusal.QUIESCING);
        if (refusal.isPresent()) {
            refuse(channel, security, remote, refusal.get());
            return;
        }
        LineConnection connection = new LineConnection(engine, service, channel, security, limits);
        connections.add(connection);
        connection.begin();
    }

    /**
     * One line and the end. On a TLS port the end alone: a handshake for who is refused would be work for an attacker
     * to order.
     */
    private void refuse(SocketChannel channel, Security security, InetSocketAddress remote, Refusal refusal) {
        refused(remote, refusal);
        if (security == Security.TLS) {
            channel.close();
            return;
        }
        channel.writeAndFlush(Unpooled.copiedBuffer(protocol.refusal(refusal), StandardCharsets.UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }

    void refused(InetSocketAddress remote, Refusal refusal) {
        admission.refused(remote, refusal);
    }

    /** @return false when it was not there any more */
    boolean left(LineConnection connection) {
        if (!connections.remove(connection)) {
            return false;
        }
        admission.leave(connection.remote());
        return true;
    }

    void serviceEnds() {
        connections.forEach(LineConnection::serviceEnds);
    }

    /** Returns when no session has anything in hand any more; what does not end within the limit is cut. */
    void enginesGo(long limitNanos) {
        long end = System.nanoTime() + limitNanos;
        connections.forEach(LineConnection::enginesGo);
        for (LineConnection connection : connections) {
            if (!silentBy(connection, end)) {
                LOG.warn("{}: did not end what it had in hand before an engine went; cut off without an answer",
                        connection);
                connection.cut();
            }
        }
    }

    private boolean silentBy(LineConnection connection, long end) {
        synchronized (silence) {
            try {
                long left = end - System.nanoTime();
                while (connection.talks() && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(silence, left);
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return !connection.talks();
    }

    void silent() {
        synchronized (silence) {
            silence.notifyAll();
        }
    }

    void cut() {
        connections.forEach(LineConnection::cut);
    }

    boolean isEmpty() {
        return connections.isEmpty();
    }

    int size() {
        return connections.size();
    }

    /** As they count against the limit. */
    int open() {
        return admission.open();
    }

    ServiceCounters counters() {
        return admission.counters();
    }

    void sweep(long now) {
        connections.forEach(connection -> connection.sweep(now));
        admission.sweep(now);
    }
}
