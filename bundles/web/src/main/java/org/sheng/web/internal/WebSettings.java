package org.sheng.web.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.web.cfg}. */
record WebSettings(
        @Setting(value = "Whether the service starts with the node.", def = "true")
        boolean enabled,
        @Setting(value = "Port with TLS from the first byte, before the node's offset is added.",
                def = "8443", min = 1, max = 65_535)
        int port,
        @Setting(value = "Connections open at once.", def = "1000", min = 1, max = 100_000)
        int maxConnections,
        @Setting(value = "Connections open at once from one IPv4 address or one IPv6 /64.",
                def = "100", min = 1, max = 100_000)
        int maxConnectionsPerAddress,
        @Setting(value = "New connections a minute from one IPv4 address or one IPv6 /64.",
                def = "600", min = 1, max = 1_000_000)
        int maxConnectRate,
        @Setting(value = "Requests a minute from one IPv4 address or one IPv6 /64; more are answered with 429.",
                def = "6000", min = 1, max = 10_000_000)
        int maxRequestRate,
        @Setting(value = "Networks whose clients are not counted against the limits per address, in CIDR notation.",
                def = "127.0.0.0/8, ::1", max = 100, pattern = "[0-9a-fA-F:.]+(/[0-9]{1,3})?")
        List<String> trustedNetworks,
        @Setting(value = "A new connection that has not brought a whole request by then, TLS handshake and header "
                + "included, is cut off.",
                def = "15s", min = 1, max = 300)
        Duration requestTimeout,
        @Setting(value = "A connection that brings no further whole request in this time is closed, whatever bytes "
                + "come; a request whose client sends or takes no byte in this time fails.",
                def = "60s", min = 1, max = 3_600)
        Duration idle,
        @Setting(value = "Bytes a second that a client must send of a request's content, on average after the first "
                + "ten seconds; 0: no such limit.", def = "256", min = 0, max = 1_048_576)
        int minDataRate,
        @Setting(value = "Bytes of a request's header, the request line included.",
                def = "16384", min = 1024, max = 262_144)
        int maxHeaderSize,
        @Setting(value = "Bytes of a request's content, where its servlet sets no other limit.",
                def = "1M", min = 0, max = 1_073_741_824)
        long maxBody,
        @Setting(value = "Threads that run requests and move bytes.", def = "32", min = 8, max = 1_024)
        int requestThreads,
        @Setting(value = "Tasks that wait for a thread; while more wait, requests are answered with 503.", def = "256",
                min = 16, max = 65_536)
        int requestQueue,
        @Setting(value = "How long browsers are told to use HTTPS alone with this host (HSTS); 0: they are not told. "
                + "Never said on loopback.", def = "365d", min = 0, max = 63_072_000)
        Duration hsts,
        @Setting(value = "Networks that may ask /health, in CIDR notation; to others it does not exist.",
                def = "127.0.0.0/8, ::1", max = 100, pattern = "[0-9a-fA-F:.]+(/[0-9]{1,3})?")
        List<String> healthNetworks,
        @Setting(value = "When the service quiesces, requests in work that are left after it are cut off.", def = "60s",
                min = 1, max = 86_400)
        Duration quiesceLimit) { }
