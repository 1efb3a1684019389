package org.sheng.web.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.net.Networks;
import org.sheng.service.ServiceCounters;

/** The connections of the server: who is let in, how many there are, and which have been of no use for too long. */
final class Associations {
    /** Refusals that are told one by one; of a flood the rest is only counted. */
    private static final int REFUSALS_TOLD_A_SECOND = 10;

    private final Supplier<WebSettings> settings;
    private final Supplier<Networks> trusted;
    private final Events events;
    private final ClientLimits limits = new ClientLimits();
    private final ConcurrentHashMap<Object, Association> open = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicInteger toldInSecond = new AtomicInteger();
    private volatile long toldSecond;
    private volatile long lastActivity;

    Associations(Supplier<WebSettings> settings, Supplier<Networks> trusted, Events events) {
        this.settings = settings;
        this.trusted = trusted;
        this.events = events;
    }

    /** One connection. Requests of HTTP/2 run side by side in it. */
    static final class Association {
        private final InetAddress address;
        private final boolean counted;
        private int working;
        private boolean used;
        private long quietSince = System.nanoTime();

        private Association(InetAddress address, boolean counted) {
            this.address = address;
            this.counted = counted;
        }

        synchronized void begin() {
            working++;
            used = true;
        }

        synchronized void end() {
            working--;
            quietSince = System.nanoTime();
        }

        private synchronized boolean useless(long now, Duration first, Duration next) {
            return working == 0 && now - quietSince >= (used ? next : first).toNanos();
        }
    }

    /** Takes a connection that the system has accepted, or says no: then the caller closes it. */
    boolean enter(SocketChannel channel) {
        InetAddress address = addressOf(channel);
        if (address == null) { // gone already
            return false;
        }
        WebSettings now = settings.get();
        if (count.incrementAndGet() > now.maxConnections()) {
            return refused(address, "too many");
        }
        boolean counted = !trusted.get().contain(address);
        Optional<String> refusal = counted ? limits.connection(address, now, System.nanoTime()) : Optional.empty();
        if (refusal.isPresent()) {
            return refused(address, refusal.get());
        }
        accepted.incrementAndGet();
        lastActivity = System.currentTimeMillis();
        open.put(channel, new Association(address, counted));
        return true;
    }

    private static InetAddress addressOf(SocketChannel channel) {
        try {
            return channel.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        } catch (IOException e) {
            return null;
        }
    }

    private boolean refused(InetAddress address, String why) {
        count.decrementAndGet();
        rejected.incrementAndGet();
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (second != toldSecond) {
            toldSecond = second;
            toldInSecond.set(0);
        }
        if (toldInSecond.incrementAndGet() <= REFUSALS_TOLD_A_SECOND) {
            events.publish(new MailEvent.ConnectionRefused(HttpsService.NAME, address.getHostAddress(), why));
        }
        return false;
    }

    void leave(Object channel) {
        Association gone = open.remove(channel);
        if (gone == null) {
            return;
        }
        count.decrementAndGet();
        lastActivity = System.currentTimeMillis();
        if (gone.counted) {
            limits.closed(gone.address);
        }
    }

    /** The connection that a request came by; empty when it is gone. */
    Optional<Association> of(EndPoint endPoint) {
        return Optional.ofNullable(open.get(channelOf(endPoint)));
    }

    /** The socket below TLS and streams. */
    static Object channelOf(EndPoint endPoint) {
        Object transport = endPoint;
        while (transport instanceof EndPoint layer) {
            transport = layer.getTransport();
        }
        return transport;
    }

    /** False: the client's request is one too many. */
    boolean mayAsk(Association association) {
        return !association.counted || limits.request(association.address, settings.get(), System.nanoTime());
    }

    /** Cuts those of the connections that bring no request: in silence, or byte by byte. */
    void sweep(Collection<EndPoint> connected, long now) {
        WebSettings current = settings.get();
        for (EndPoint each : connected) {
            Association association = open.get(channelOf(each));
            if (association != null && association.useless(now, current.requestTimeout(), current.idle())) {
                each.close();
            }
        }
        limits.sweep(now);
    }

    int size() {
        return count.get();
    }

    ServiceCounters counters() {
        long last = lastActivity;
        return new ServiceCounters(count.get(), 0, accepted.get(), 0, rejected.get(), 0,
                last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)), Optional.empty());
    }
}
