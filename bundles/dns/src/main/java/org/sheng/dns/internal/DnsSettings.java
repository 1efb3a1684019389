package org.sheng.dns.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.dns.cfg}. */
record DnsSettings(
        @Setting(value = "Servers to ask, address:port or address, in order; none: those of the operating system.", def = "",
                min = 0, max = 16, pattern = "(\\[[0-9A-Fa-f:.]+\\]|[0-9.]+)(:[0-9]{1,5})?") List<String> servers,
        @Setting(value = "How long to wait for a server's answer.", def = "5s", min = 1, max = 60) Duration timeout,
        @Setting(value = "How often a server is asked before it counts as silent.", def = "2", min = 1, max = 10) int tries,
        @Setting(value = "Answers that are kept.", def = "50000", min = 100, max = 10_000_000) int cacheSize,
        @Setting(value = "No answer is kept longer, whatever its time to live.", def = "1d", min = 0, max = 604_800) Duration maxTtl,
        @Setting(value = "That a name does not exist is not believed longer, whatever was answered.", def = "15m", min = 0,
                max = 86_400) Duration negativeTtl) { }
