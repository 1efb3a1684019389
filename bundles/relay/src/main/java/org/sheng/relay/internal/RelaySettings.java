package org.sheng.relay.internal;

import java.time.Duration;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.relay.cfg}. */
record RelaySettings(
        @Setting(value = "Connections to other hosts at once. Holds from the next start of the service on.", def = "200", min = 1,
                max = 10_000) int connections,
        @Setting(value = "Port of the hosts that MX records name.", def = "25", min = 1, max = 65_535) int port,
        @Setting(value = "Local address to connect from; empty: the system chooses.", def = "", pattern = "[0-9A-Fa-f:.]*") String bind,
        @Setting(value = "Name said in EHLO; empty: the node's host name.", def = "", pattern = "[A-Za-z0-9.\\[\\]:-]*") String helo,
        @Setting(value = "Use TLS where a host offers it.", def = "true") boolean tls,
        @Setting(value = "Host that takes all outgoing mail; empty: hosts are found by MX.", def = "", pattern = "[A-Za-z0-9.:-]*")
        String smarthost,
        @Setting(value = "Port of the smarthost.", def = "587", min = 1, max = 65_535) int smarthostPort,
        @Setting(value = "TLS to the smarthost: none, opportunistic, starttls (required) or tls (from the first byte).",
                def = "STARTTLS") Tls smarthostTls,
        @Setting(value = "Check the smarthost's certificate where TLS is required.", def = "true") boolean smarthostVerify,
        @Setting(value = "User name at the smarthost; empty: no login.", def = "") String smarthostUser,
        @Setting(value = "Password at the smarthost.", def = "", secret = true) String smarthostPassword,
        @Setting(value = "How long to wait for a connection to come about.", def = "30s", min = 1, max = 300) Duration connectTimeout,
        @Setting(value = "How long to wait for the answer to a command (RFC 5321 §4.5.3.2: 5 minutes).", def = "5m", min = 1, max = 3600)
        Duration replyTimeout,
        @Setting(value = "How long a host may take no bytes of a message (RFC 5321 §4.5.3.2.5: 3 minutes).", def = "3m", min = 1,
                max = 3600) Duration dataTimeout,
        @Setting(value = "How long to wait for the answer to a whole message (RFC 5321 §4.5.3.2.6: 10 minutes).", def = "10m", min = 1,
                max = 7200) Duration endTimeout,
        @Setting(value = "How long a connection is kept open after a message, for the next one to the same host.",
                def = "3s", min = 1, max = 60) Duration idleTime,
        @Setting(value = "Connections that are kept open so, to all hosts; they come on top of connections. 0: each"
                + " message has a connection of its own.", def = "100", min = 0, max = 1000) int idleConnections,
        @Setting(value = "Connections that are kept open so, to one address of a host.", def = "20", min = 1,
                max = 1000) int idlePerHost,
        @Setting(value = "Messages sent over one connection before it is closed.", def = "100", min = 1, max = 100_000)
        int messagesPerConnection,
        @Setting(value = "How long quiescing waits for messages that are being sent.", def = "30s", min = 1, max = 600)
        Duration quiesceLimit) {

    enum Tls { NONE, OPPORTUNISTIC, STARTTLS, TLS }
}
