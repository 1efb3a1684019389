package org.sheng.auth.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.auth.cfg}. */
public record AuthSettings(
        @Setting(value = "SASL mechanisms to offer, strongest first; PLAIN and LOGIN only ever over TLS or loopback.",
                def = "SCRAM-SHA-256,PLAIN,LOGIN", min = 1, pattern = "SCRAM-SHA-256|PLAIN|LOGIN")
        List<String> mechanisms,
        @Setting(value = "Domain for logins without one. Empty: such logins are refused.", def = "", max = 255)
        String defaultDomain,
        @Setting(value = "How long a verified login is remembered, so that it need not be computed again.", def = "10m", min = 1, max = 86400)
        Duration rememberFor,
        @Setting(value = "Most logins remembered at once, about 400 bytes each. From the next start of the bundle on.", def = "200000", min = 0, max = 5000000)
        int rememberMost,
        @Setting(value = "Wrong passwords for one login from one network (IPv4 /24, IPv6 /64), after which it has to wait.", def = "8", min = 1, max = 1000)
        int failuresPerLogin,
        @Setting(value = "Wrong passwords from one client (IPv4 address, IPv6 /64), after which it has to wait.", def = "50", min = 1, max = 100000)
        int failuresPerClient,
        @Setting(value = "How long a wrong password counts after the last one.", def = "15m", min = 1, max = 86400)
        Duration failureWindow,
        @Setting(value = "Longest wait; it begins at 1 s and doubles with each further wrong password.", def = "15m", min = 1, max = 86400)
        Duration longestWait) {

    public static final AuthSettings DEFAULT = new AuthSettings(List.of("SCRAM-SHA-256", "PLAIN", "LOGIN"), "", Duration.ofMinutes(10), 200_000,
            8, 50, Duration.ofMinutes(15), Duration.ofMinutes(15));
}
