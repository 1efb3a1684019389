package org.sheng.queue.internal;

import java.time.Duration;
import java.util.List;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.queue.cfg}. */
record QueueSettings(
        @Setting(value = "Waiting times between attempts, in order; the last one is used again and again.",
                def = "1m,2m,5m,10m,20m,30m,1h,2h,4h", min = 1, max = 100) List<Duration> retry,
        @Setting(value = "A message that could not be delivered for this time is given up, and its sender told.", def = "5d",
                min = 60, max = 2_592_000) Duration life,
        @Setting(value = "The sender is told once when a message is late by this; 0s: never.", def = "4h", min = 0,
                max = 2_592_000) Duration delayNotice,
        @Setting(value = "Attempts at once to a destination that nothing is known of.", def = "5", min = 1, max = 1000)
        int concurrency,
        @Setting(value = "Most attempts at once to one destination, however well it answers.", def = "20", min = 1, max = 1000)
        int maxConcurrency,
        @Setting(value = "A destination that could not be reached is left alone for this time, each further time for twice as long.",
                def = "1m", min = 1, max = 86_400) Duration deadFirst,
        @Setting(value = "A destination that could not be reached is probed at least this often.", def = "30m", min = 1,
                max = 86_400) Duration deadLongest,
        @Setting(value = "With more entries than this the queue calls itself congested; 0: never.", def = "100000", min = 0)
        long congested,
        @Setting(value = "How long quiescing waits for attempts that are under way.", def = "30s", min = 1, max = 600)
        Duration quiesceLimit) { }
