package org.sheng.smtp.session;

import java.util.concurrent.ThreadLocalRandom;

/** Names of messages: 26 characters, ordered by time: 48 bits of milliseconds, 80 of chance, in the base32 of Crockford. */
final class TraceId {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private TraceId() { }

    static String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] id = new char[26];
        digits(id, 0, 10, System.currentTimeMillis());
        digits(id, 10, 8, random.nextLong());
        digits(id, 18, 8, random.nextLong());
        return new String(id);
    }

    private static void digits(char[] into, int at, int count, long value) {
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = DIGITS[(int) (value & 31)];
            value >>>= 5;
        }
    }
}
