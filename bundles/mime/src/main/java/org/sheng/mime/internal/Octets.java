package org.sheng.mime.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks at octets eight at a time, so that a look at each of a message costs next to nothing. */
final class Octets {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LOWEST = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;

    private Octets() { }

    static boolean hasNul(byte[] bytes, int from, int length) {
        int end = from + length;
        int at = from;
        for (; at <= end - 8; at += 8) {
            long eight = (long) EIGHT.get(bytes, at);
            if ((eight - LOWEST & ~eight & HIGHEST) != 0) { // a borrow out of an octet whose highest bit was not set
                return true;
            }
        }
        for (; at < end; at++) {
            if (bytes[at] == 0) {
                return true;
            }
        }
        return false;
    }
}
