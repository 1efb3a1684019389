package org.sheng.smtp.internal;

import java.time.Duration;
import org.sheng.config.Setting;
import org.sheng.smtp.session.SessionLimits;

/** Settings of the submission service; {@code etc/org.sheng.submission.cfg}. */
public record SubmissionSettings(
        @Setting(value = "Whether the service starts with the node.", def = "true")
        boolean enabled,
        @Setting(value = "The port with STARTTLS, before the node's offset is added.", def = "2587", min = 1, max = 65535)
        int port,
        @Setting(value = "The port with TLS from the first byte, before the node's offset is added.", def = "2465", min = 1, max = 65535)
        int tlsPort,
        @Setting(value = "Most bytes of one message; 0: no limit. A user may have a lower limit.", def = "50M", min = 0)
        long maxMessageSize,
        @Setting(value = "Most recipients of one message. A user may have a lower limit.", def = "1000", min = 100, max = 10000)
        int maxRecipients,
        @Setting(value = "Commands refused in one session before it is ended.", def = "10", min = 1, max = 1000)
        int maxErrors,
        @Setting(value = "Hosts that a message may have come through; more is a loop.", def = "50", min = 10, max = 1000)
        int maxHops,
        @Setting(value = "Connections open at once.", def = "2000", min = 1, max = 100000)
        int maxConnections,
        @Setting(value = "Connections open at once from one IPv4 address or one IPv6 /64.", def = "100", min = 1, max = 100000)
        int maxConnectionsPerAddress,
        @Setting(value = "New connections a minute from one IPv4 address or one IPv6 /64.", def = "600", min = 1, max = 1000000)
        int maxConnectRate,
        @Setting(value = "A client that says nothing for so long is told so and disconnected.", def = "5m", min = 10, max = 86400)
        Duration idle) {

    SessionLimits limits() {
        return new SessionLimits(maxMessageSize, maxRecipients, maxErrors, maxHops,
                SessionLimits.connections(maxConnections, maxConnectionsPerAddress, maxConnectRate, idle));
    }
}
