package org.sheng.operations.internal.audit;

import java.time.Duration;
import org.sheng.config.Setting;

/** {@code etc/org.sheng.audit.cfg}. */
record AuditSettings(
        @Setting(value = "How long entries of the audit are kept.", def = "3660d", min = 86_400, max = 36_600L * 86_400)
        Duration keep,
        @Setting(value = "How many bytes of the store the audit takes at most; the oldest entries go first. An entry takes about 1 KB.",
                def = "1G", min = 1 << 20, max = 1L << 40)
        long maxBytes) { }
