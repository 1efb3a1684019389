package org.sheng.auth.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Slows down who guesses passwords: after so many wrong ones the login, seen from that network, and the client itself have to wait,
 * from 1 s on, doubling. Others log in to the same account meanwhile. At most 100,000 of each are known; at the bound the least active
 * is forgotten, which a guesser could only use by having 100,000 networks.
 */
final class Guessing {
    private static final int MOST = 100_000;
    private static final int MAX_DOUBLINGS = 20;

    private final Cache<String, Failures> byLogin = Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, Failures> byClient = Caffeine.newBuilder().maximumSize(MOST).build();
    private final Supplier<AuthSettings> settings;
    private final LongSupplier nanos;

    Guessing(Supplier<AuthSettings> settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
    }

    /** How long the client has to wait before it may try again; empty: it may. */
    Optional<Duration> mustWait(String client, String login) {
        long now = nanos.getAsLong();
        long wait = Math.max(left(byLogin.getIfPresent(network(client, 3) + " " + login), now),
                left(byClient.getIfPresent(network(client, 4)), now));
        return wait > 0 ? Optional.of(Duration.ofNanos(wait)) : Optional.empty();
    }

    void failed(String client, String login) {
        byLogin.asMap().compute(network(client, 3) + " " + login, (key, before) -> more(before, settings.get().failuresPerLogin()));
        byClient.asMap().compute(network(client, 4), (key, before) -> more(before, settings.get().failuresPerClient()));
    }

    void succeeded(String client, String login) {
        byLogin.invalidate(network(client, 3) + " " + login);
    }

    private static long left(Failures failures, long now) {
        return failures == null || failures.penalty == 0 ? 0 : failures.penalty - (now - failures.last);
    }

    private Failures more(Failures before, int allowed) {
        long now = nanos.getAsLong();
        AuthSettings values = settings.get();
        boolean anew = before == null || now - before.last > values.failureWindow().toNanos() + before.penalty;
        int count = anew ? 1 : before.count + 1;
        if (count < allowed) {
            return new Failures(count, now, 0);
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(count - allowed, MAX_DOUBLINGS));
        return new Failures(count, now, Math.min(wait.toNanos(), values.longestWait().toNanos()));
    }

    /** The network of a numeric address: so many octets of IPv4, 8 of IPv6 (RFC 6177: a site has at least a /64). */
    private static String network(String client, int octetsOfIpv4) {
        try {
            InetAddress address = InetAddress.getByName(client); // numeric: nothing is asked of a resolver
            byte[] octets = address.getAddress();
            return Arrays.toString(Arrays.copyOf(octets, address instanceof Inet4Address ? octetsOfIpv4 : 8));
        } catch (UnknownHostException e) {
            return client;
        }
    }

    /** @param penalty to wait from the last failure on, in nanoseconds */
    private record Failures(int count, long last, long penalty) { }
}
