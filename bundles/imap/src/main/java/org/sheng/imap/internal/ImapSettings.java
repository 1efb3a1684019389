package org.sheng.imap.internal;

import java.time.Duration;
import org.sheng.config.Setting;
import org.sheng.net.Limits;

/** {@code etc/org.sheng.imap.cfg}. */
public record ImapSettings(
        @Setting(value = "Whether the service starts with the node.", def = "true")
        boolean enabled,
        @Setting(value = "Port with STARTTLS, before the node's offset is added.", def = "2143", min = 1, max = 65535)
        int port,
        @Setting(value = "Port with TLS from the first byte, before the node's offset is added.", def = "2993", min = 1, max = 65535)
        int tlsPort,
        @Setting(value = "Connections open at once.", def = "60000", min = 1, max = 1000000)
        int maxConnections,
        @Setting(value = "Connections open at once from one IPv4 address or one IPv6 /64.", def = "200", min = 1, max = 1000000)
        int maxConnectionsPerAddress,
        @Setting(value = "New connections a minute from one IPv4 address or one IPv6 /64.", def = "1200", min = 1, max = 1000000)
        int maxConnectRate,
        @Setting(value = "A client that has not logged in and says nothing is cut off after it.", def = "60s", min = 5, max = 3600)
        Duration loginTimeout,
        @Setting(value = "A client that has logged in and says nothing is cut off after it; RFC 3501 asks for 30 minutes at least.", def = "30m",
                min = 1800, max = 86400)
        Duration idle,
        @Setting(value = "Most bytes of a message that a client stores; a user's own limit may be lower.", def = "50M", min = 1024,
                max = 2147483647)
        long maxMessageSize,
        @Setting(value = "Failed logins on one connection before it is closed.", def = "5", min = 1, max = 100)
        int loginAttempts) {
    private static final int UNREAD_BYTES = 128 * 1024;

    public Limits limits() {
        return new Limits(maxConnections, maxConnectionsPerAddress, maxConnectRate, loginTimeout, UNREAD_BYTES);
    }
}
