package org.sheng.net;

import java.time.Duration;

/**
 * Bounds of a service's connections. What is over them is refused with {@link Protocol#refusal} and closed.
 *
 * @param connections open at once, of all clients
 * @param connectionsPerAddress open at once from one IPv4 address or one IPv6 /64
 * @param newConnectionsPerMinute from one IPv4 address or one IPv6 /64
 * @param idle without a byte from the client before {@link Session#timedOut}
 * @param unreadBytes most that is kept of what the session has not consumed; a session that asks for more at this
 *        bound gets {@link Session#overflow}
 */
public record Limits(int connections, int connectionsPerAddress, int newConnectionsPerMinute, Duration idle, int unreadBytes) { }
