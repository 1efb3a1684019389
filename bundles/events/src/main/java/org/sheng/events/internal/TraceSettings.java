package org.sheng.events.internal;

import java.time.Duration;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.trace.cfg}. */
record TraceSettings(
        @Setting(value = "Keep the way of each message, for the command sheng:trace. What is kept already stays "
                + "until its time is over.",
                def = "true")
        boolean enabled,
        @Setting(value = "How long a message's way is kept.", def = "14d", min = 60, max = 3_660L * 86_400)
        Duration keep,
        @Setting(value = "How many steps are kept at most, of all messages; the oldest go first. A step takes about "
                + "200 bytes of disk.",
                def = "10000000", min = 1_000, max = 10_000_000_000L)
        long maxSteps) { }
