package org.sheng.web.internal;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts connections and requests per client: one IPv4 address or one IPv6 /64, in windows of a minute. Knows at most
 * 100,000 clients; at that bound unknown ones are refused.
 */
final class ClientLimits {
    private static final int MAX_CLIENTS = 100_000;
    private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentHashMap<Long, Client> clients = new ConcurrentHashMap<>();

    private record Client(int open, int connections, int requests, long windowStart) {

        Client at(long now) {
            return now - windowStart >= WINDOW ? new Client(open, 0, 0, now) : this;
        }
    }

    /** Counts one more connection, or says why not. */
    Optional<String> connection(InetAddress address, WebSettings limits, long now) {
        String[] refusal = new String[1];
        clients.compute(key(address), (key, known) -> {
            if (known == null && clients.mappingCount() >= MAX_CLIENTS) {
                refusal[0] = "too many";
                return null;
            }
            Client client = known == null ? new Client(0, 0, 0, now) : known.at(now);
            if (client.open >= limits.maxConnectionsPerAddress()) {
                refusal[0] = "too many from address";
                return client;
            }
            if (client.connections >= limits.maxConnectRate()) {
                refusal[0] = "too fast";
                return client;
            }
            return new Client(client.open + 1, client.connections + 1, client.requests, client.windowStart);
        });
        return Optional.ofNullable(refusal[0]);
    }

    /** Takes a connection that was counted off again. */
    void closed(InetAddress address) {
        clients.computeIfPresent(key(address), (key, client) ->
                new Client(Math.max(0, client.open - 1), client.connections, client.requests, client.windowStart));
    }

    /** Counts one more request of a client with a counted connection; false: it is one too many. */
    boolean request(InetAddress address, WebSettings limits, long now) {
        boolean[] taken = {true};
        clients.computeIfPresent(key(address), (key, known) -> {
            Client client = known.at(now);
            taken[0] = client.requests < limits.maxRequestRate();
            return taken[0] ? new Client(client.open, client.connections, client.requests + 1, client.windowStart)
                    : client;
        });
        return taken[0];
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
