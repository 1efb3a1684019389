package org.sheng.lmtp.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;
import org.sheng.smtp.session.SessionLimits;

/** Settings of the LMTP service; {@code etc/org.sheng.lmtp.cfg}. */
public record LmtpSettings(
        @Setting(value = "Whether the service starts with the node.", def = "true")
        boolean enabled,
        @Setting(value = "The port, before the node's offset is added.", def = "2424", min = 1, max = 65535)
        int port,
        @Setting(value = "Networks whose clients may deliver, in CIDR notation: LMTP has no other proof of who they are.", def = "127.0.0.0/8, ::1",
                max = 100, pattern = "[0-9a-fA-F:.]+(/[0-9]{1,3})?")
        List<String> clients,
        @Setting(value = "Most bytes of one message; 0: no limit.", def = "50M", min = 0)
        long maxMessageSize,
        @Setting(value = "Most recipients of one message.", def = "1000", min = 100, max = 10000)
        int maxRecipients,
        @Setting(value = "Commands refused in one session before it is ended.", def = "100", min = 1, max = 1000)
        int maxErrors,
        @Setting(value = "Hosts that a message may have come through; more is a loop.", def = "50", min = 10, max = 1000)
        int maxHops,
        @Setting(value = "Connections open at once.", def = "1000", min = 1, max = 100000)
        int maxConnections,
        @Setting(value = "Connections open at once from one IPv4 address or one IPv6 /64.", def = "1000", min = 1, max = 100000)
        int maxConnectionsPerAddress,
        @Setting(value = "New connections a minute from one IPv4 address or one IPv6 /64.", def = "100000", min = 1, max = 1000000)
        int maxConnectRate,
        @Setting(value = "A client that says nothing for so long is told so and disconnected.", def = "5m", min = 10, max = 86400)
        Duration idle) {

    SessionLimits limits() {
        return new SessionLimits(maxMessageSize, maxRecipients, maxErrors, maxHops,
                SessionLimits.connections(maxConnections, maxConnectionsPerAddress, maxConnectRate, idle));
    }
}
