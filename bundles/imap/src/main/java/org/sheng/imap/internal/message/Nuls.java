package org.sheng.imap.internal.message;

import java.nio.ByteBuffer;

/**
 * A literal must not have a NUL octet (RFC 3501 §4.3). None comes into the store any more; in what lies there already, or was
 * put there by other means, each becomes 0x80, so that sizes and offsets stay, and what follows is shown.
 */
final class Nuls {
    private static final byte INSTEAD = (byte) 0x80;
    private static final long LOWEST = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;

    private Nuls() { }

    /** The bytes themselves where there is none among them, as nearly always; else a copy. */
    static ByteBuffer without(ByteBuffer bytes) {
        int first = first(bytes);
        if (first == bytes.limit()) {
            return bytes;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
        for (int at = first - bytes.position(); at < copy.limit(); at++) {
            if (copy.get(at) == 0) {
                copy.put(at, INSTEAD);
            }
        }
        return copy;
    }

    /** Where the first may be, at most seven before it; the limit where there is none. */
    private static int first(ByteBuffer bytes) {
        int at = bytes.position();
        for (; at <= bytes.limit() - 8; at += 8) {
            long eight = bytes.getLong(at);
            if ((eight - LOWEST & ~eight & HIGHEST) != 0) {
                return at;
            }
        }
        while (at < bytes.limit() && bytes.get(at) != 0) {
            at++;
        }
        return at;
    }
}
