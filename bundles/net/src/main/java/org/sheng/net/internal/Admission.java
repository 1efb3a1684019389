package org.sheng.net.internal;

import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.sheng.event.MailEvent;
import org.sheng.net.Limits;
import org.sheng.net.Protocol.Refusal;
import org.sheng.service.ServiceCounters;

/** Who comes in: counts a service's connections, holds them against its limits, tells of those that are refused. */
final class Admission {
    /** Refusals that are told one by one; of a flood the rest is only counted. */
    private static final int REFUSALS_TOLD_A_SECOND = 10;

    private final LineEngine engine;
    private final String service;
    private final AddressLimits addresses = new AddressLimits();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private volatile long lastActivity;
    private volatile long refusalSecond;
    private final AtomicInteger refusalsInSecond = new AtomicInteger();

    Admission(LineEngine engine, String service) {
        this.engine = engine;
        this.service = service;
    }

    /** Empty: it is in, and {@link #leave} is due when it goes. */
    Optional<Refusal> enter(InetSocketAddress remote, Limits limits) {
        if (open.incrementAndGet() > limits.connections()) {
            open.decrementAndGet();
            return Optional.of(Refusal.TOO_MANY);
        }
        if (!engine.trusted().contain(remote.getAddress())) {
            Optional<Refusal> refusal = addresses.enter(remote.getAddress(), limits, System.nanoTime());
            if (refusal.isPresent()) {
                open.decrementAndGet();
                return refusal;
            }
        }
        accepted.incrementAndGet();
        lastActivity = System.currentTimeMillis();
        return Optional.empty();
    }

    void leave(InetSocketAddress remote) {
        open.decrementAndGet();
        addresses.leave(remote.getAddress());
        lastActivity = System.currentTimeMillis();
    }

    /** Counts and tells that one was refused. */
    void refused(InetSocketAddress remote, Refusal refusal) {
        rejected.incrementAndGet();
        long second = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
        if (second != refusalSecond) {
            refusalSecond = second;
            refusalsInSecond.set(0);
        }
        if (refusalsInSecond.incrementAndGet() <= REFUSALS_TOLD_A_SECOND) {
            engine.events().publish(new MailEvent.ConnectionRefused(service, remote.getAddress().getHostAddress(),
                    refusal.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        }
    }

    int open() {
        return open.get();
    }

    void sweep(long now) {
        addresses.sweep(now);
    }

    ServiceCounters counters() {
        long last = lastActivity;
        return new ServiceCounters(open.get(), 0, accepted.get(), 0, rejected.get(), 0,
                last == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(last)), Optional.empty());
    }
}
