package org.sheng.imap.internal;

import java.time.Duration;
import org.sheng.config.Setting;

/** Settings {@code org.sheng.imap}. */
public record ImapSettings(
        @Setting(value = "Port for IMAP with STARTTLS, before the node's offset.", def = "2143", min = 0, max = 65535) int port,
        @Setting(value = "Port for IMAP over TLS, before the node's offset.", def = "2993", min = 0, max = 65535) int tlsPort,
        @Setting(value = "Connections open at once.", def = "60000", min = 1, max = 1000000) int connections,
        @Setting(value = "Connections open at once from one address.", def = "1000", min = 1, max = 1000000) int connectionsPerAddress,
        @Setting(value = "New connections a minute from one address.", def = "60000", min = 1, max = 10000000) int newConnectionsPerMinute,
        @Setting(value = "How long a client may say nothing before it has logged in.", def = "60s", min = 1, max = 3600) Duration loginTimeout,
        @Setting(value = "How long a logged-in client may say nothing (RFC 9051 §5.4: at least 30 minutes).", def = "30m", min = 1800,
                max = 86400) Duration idleTimeout,
        @Setting(value = "Largest message that APPEND takes, in bytes; a user's own limit may be lower.", def = "50M", min = 1024,
                max = 2147483647) long maxMessageSize,
        @Setting(value = "Refused logins on one connection before it is closed.", def = "5", min = 1, max = 100) int loginAttempts) { }
