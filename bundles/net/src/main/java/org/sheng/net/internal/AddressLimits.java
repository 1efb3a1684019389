package org.sheng.net.internal;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sheng.net.Limits;
import org.sheng.net.Protocol.Refusal;

/**
 * Counts connections of a service per client: one IPv4 address or one IPv6 /64. Knows at most 100,000 clients of the last minute; at that bound
 * unknown ones are refused as too many.
 */
final class AddressLimits {
    private static final int MAX_CLIENTS = 100_000;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentHashMap<Long, Client> clients = new ConcurrentHashMap<>();

    private record Client(int open, int inWindow, long windowStart) { }

    /** Counts one more connection, or says why not. */
    Optional<Refusal> enter(InetAddress address, Limits limits, long now) {
        Refusal[] refusal = new Refusal[1];
        clients.compute(key(address), (key, known) -> {
            if (known == null && clients.mappingCount() >= MAX_CLIENTS) {
                refusal[0] = Refusal.TOO_MANY;
                return null;
            }
            Client client = known == null ? new Client(0, 0, now) : known;
            if (now - client.windowStart >= WINDOW) {
                client = new Client(client.open, 0, now);
            }
            if (client.open >= limits.connectionsPerAddress()) {
                refusal[0] = Refusal.TOO_MANY_FROM_ADDRESS;
                return client;
            }
            if (client.inWindow >= limits.newConnectionsPerMinute()) {
                refusal[0] = Refusal.TOO_FAST;
                return client;
            }
            return new Client(client.open + 1, client.inWindow + 1, client.windowStart);
        });
        return Optional.ofNullable(refusal[0]);
    }

    /** Takes one that {@link #enter} counted off again; does nothing for who was not counted. */
    void leave(InetAddress address) {
        clients.computeIfPresent(key(address), (key, client) -> new Client(Math.max(0, client.open - 1), client.inWindow, client.windowStart));
    }

    /** Forgets clients that have nothing open and were quiet for a minute. */
    void sweep(long now) {
        clients.values().removeIf(client -> client.open == 0 && now - client.windowStart >= WINDOW);
    }

    /** The /64 of an IPv6 address; an IPv4 address under a prefix that no IPv6 client can have (multicast). */
    private static long key(InetAddress address) {
        ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
        return bytes.remaining() == 4 ? 0xFFFF_FFFF_0000_0000L | bytes.getInt() & 0xFFFF_FFFFL : bytes.getLong();
    }
}
