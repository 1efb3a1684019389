package org.sheng.net.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;

/** Settings of all listeners; {@code etc/org.sheng.net.cfg}. */
public record NetSettings(
        @Setting(value = "Event loops that move bytes; 0: one per core. Takes effect at the next start of the node.", def = "0", min = 0, max = 256)
        int ioThreads,
        @Setting(value = "Threads that run the protocols' commands; 0: 8 per core, at least 16. Takes effect at the next start of the node.", def = "0",
                min = 0, max = 1024)
        int workers,
        @Setting(value = "Certificate chain as a PEM file, or certificate and key as a PKCS12 file (.p12, .pfx); relative to the folder of this file. "
                + "Empty: the node's own certificate, tls/node.crt. A changed file is picked up without a restart.", def = "")
        String certificate,
        @Setting(value = "Private key of the certificate as a PEM file. Empty: it is in the certificate's file.", def = "")
        String key,
        @Setting(value = "Password of the key or of the PKCS12 file.", def = "", secret = true)
        String password,
        @Setting(value = "How often the certificate's files are looked at for a change.", def = "5s", min = 1, max = 86400)
        Duration certificateCheck,
        @Setting(value = "A TLS handshake that is not done by then is given up.", def = "15s", min = 1, max = 300)
        Duration handshakeTimeout,
        @Setting(value = "A client that takes none of what waits for it in this time is cut off.", def = "60s", min = 1, max = 3600)
        Duration writeTimeout,
        @Setting(value = "A service that quiesces ends the sessions that are left after it.", def = "60s", min = 1, max = 86400)
        Duration quiesceLimit,
        @Setting(value = "Networks whose clients are not counted against the limits per address, in CIDR notation: this host itself, "
                + "and gateways that stand for many clients.", def = "127.0.0.0/8, ::1", max = 100, pattern = "[0-9a-fA-F:.]+(/[0-9]{1,3})?")
        List<String> trustedNetworks) {

    public static final NetSettings DEFAULTS = new NetSettings(0, 0, "", "", "", Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(60), Duration.ofSeconds(60), List.of("127.0.0.0/8", "::1"));
}
