package org.sheng.passwords.internal;

import org.sheng.config.Setting;

/** {@code etc/org.sheng.passwords.cfg}. Stronger values hold for a user from the next login on. */
public record PasswordSettings(
        // the least of OWASP's Password Storage Cheat Sheet: 19 MiB, 2 passes, 1 lane
        @Setting(value = "Memory of one Argon2id hash in KiB; one is in memory for each processor.", def = "19456", min = 8192, max = 262144)
        int argon2MemoryKib,
        @Setting(value = "Passes of Argon2id over its memory.", def = "2", min = 1, max = 16)
        int argon2Passes,
        // RFC 7677 §4: at least 4096
        @Setting(value = "Iterations of SCRAM-SHA-256. Clients pay them at each login; the same for all users, so that it tells nothing.",
                def = "4096", min = 4096, max = 100000)
        int scramIterations) {

    public static final PasswordSettings DEFAULT = new PasswordSettings(19456, 2, 4096);
}
