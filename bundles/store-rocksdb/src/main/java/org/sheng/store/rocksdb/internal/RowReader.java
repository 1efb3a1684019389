package org.sheng.store.rocksdb.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Reads what {@link RowWriter} wrote. */
final class RowReader {
    private final byte[] bytes;
    private int at;

    RowReader(byte[] bytes) {
        this.bytes = bytes;
    }

    RowReader skip(int count) {
        at += count;
        return this;
    }

    boolean hasMore() {
        return at < bytes.length;
    }

    int int8() {
        return bytes[at++] & 0xFF;
    }

    long int32() {
        long value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    long int64() {
        return int32() << 32 | int32();
    }

    UUID uuid() {
        return new UUID(int64(), int64());
    }

    long number() {
        long value = 0;
        for (int shift = 0;; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    byte[] block() {
        int length = (int) number();
        byte[] block = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return block;
    }

    String text() {
        return new String(block(), StandardCharsets.UTF_8);
    }
}
