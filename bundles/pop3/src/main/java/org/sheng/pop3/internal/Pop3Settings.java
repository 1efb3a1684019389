package org.sheng.pop3.internal;

import java.time.Duration;
import org.sheng.config.Setting;
import org.sheng.net.Limits;

/** {@code etc/org.sheng.pop3.cfg}. */
record Pop3Settings(
        @Setting(value = "Whether the service starts with the node.", def = "true")
        boolean enabled,
        @Setting(value = "Port with STLS, before the node's offset is added.", def = "2110", min = 1, max = 65_535)
        int port,
        @Setting(value = "Port with TLS from the first byte, before the node's offset is added.", def = "2995", min = 1,
                max = 65_535)
        int tlsPort,
        @Setting(value = "Connections open at once.", def = "10000", min = 1, max = 100_000)
        int maxConnections,
        @Setting(value = "Connections open at once from one IPv4 address or one IPv6 /64.", def = "100", min = 1,
                max = 100_000)
        int maxConnectionsPerAddress,
        @Setting(value = "New connections a minute from one IPv4 address or one IPv6 /64.", def = "600", min = 1,
                max = 1_000_000)
        int maxConnectRate,
        @Setting(value = "A client that has not logged in and says nothing is cut off after it.", def = "2m", min = 5,
                max = 3_600)
        Duration loginTimeout,
        @Setting(value = "A client that has logged in and says nothing is cut off after it; RFC 1939 asks for ten "
                + "minutes at least.", def = "10m",
                min = 600, max = 86_400)
        Duration idle,
        @Setting(value = "Failed logins on one connection before it is closed.", def = "3", min = 1, max = 100)
        int loginAttempts,
        @Setting(value = "Messages that were fetched are marked as seen, for those who also look at their mail over "
                + "IMAP.", def = "true")
        boolean markSeen) {

    Limits limits() {
        return new Limits(maxConnections, maxConnectionsPerAddress, maxConnectRate, loginTimeout,
                Pop3Session.LONGEST_LINE);
    }
}
