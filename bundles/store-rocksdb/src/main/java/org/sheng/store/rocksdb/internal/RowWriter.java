package org.sheng.store.rocksdb.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Writes the bytes of a row or a key: numbers big-endian, so that keys sort as the numbers do. */
final class RowWriter {
    private byte[] bytes;
    private int length;

    RowWriter(int expected) {
        bytes = new byte[expected];
    }

    RowWriter int8(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    RowWriter int32(long value) {
        room(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (value >>> shift);
        }
        return this;
    }

    RowWriter int64(long value) {
        int32(value >>> 32);
        return int32(value);
    }

    RowWriter uuid(UUID value) {
        int64(value.getMostSignificantBits());
        return int64(value.getLeastSignificantBits());
    }

    /** 7 bits a byte, low ones first; small numbers are short. Not for keys: does not sort. */
    RowWriter number(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** A number that may be negative. */
    RowWriter signed(long value) {
        return number((value << 1) ^ (value >> 63));
    }

    /** Bytes to the row's end, without their length. */
    RowWriter rest(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    RowWriter block(byte[] value) {
        return number(value.length).rest(value);
    }

    RowWriter text(String value) {
        return block(value.getBytes(StandardCharsets.UTF_8));
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
