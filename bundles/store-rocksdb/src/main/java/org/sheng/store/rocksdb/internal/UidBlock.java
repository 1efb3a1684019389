package org.sheng.store.rocksdb.internal;

import java.util.Arrays;

/** Which of the 1,024 UIDs from {@code number * 1024} on are there, a bit each. */
final class UidBlock {
    static final int BITS = 10;
    private static final int WORDS = (1 << BITS) / Long.SIZE;
    private static final int MASK = (1 << BITS) - 1;

    private final long[] words;

    private UidBlock(long[] words) {
        this.words = words;
    }

    static long numberOf(long uid) {
        return uid >>> BITS;
    }

    static UidBlock empty() {
        return new UidBlock(new long[WORDS]);
    }

    static UidBlock decode(byte[] row) {
        long[] words = new long[WORDS];
        for (int i = 0; i < row.length; i++) {
            words[i >> 3] |= (row[i] & 0xFFL) << (i & 7) * 8;
        }
        return new UidBlock(words);
    }

    /** Without the zeros at the end. */
    byte[] encode() {
        byte[] row = new byte[WORDS * Long.BYTES];
        int length = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = (byte) (words[i >> 3] >>> (i & 7) * 8);
            length = row[i] == 0 ? length : i + 1;
        }
        return Arrays.copyOf(row, length);
    }

    void add(long uid) {
        int bit = (int) uid & MASK;
        words[bit >> 6] |= 1L << bit;
    }

    void remove(long uid) {
        int bit = (int) uid & MASK;
        words[bit >> 6] &= ~(1L << bit);
    }

    /** Those that are not in the other; this one itself where that changes nothing. */
    UidBlock without(UidBlock other) {
        long[] rest = new long[WORDS];
        boolean same = true;
        for (int i = 0; i < WORDS; i++) {
            rest[i] = words[i] & ~other.words[i];
            same &= rest[i] == words[i];
        }
        return same ? this : new UidBlock(rest);
    }

    boolean contains(long uid) {
        int bit = (int) uid & MASK;
        return (words[bit >> 6] & 1L << bit) != 0;
    }

    int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** How many are below the UID, which is in this block. */
    int countBelow(long uid) {
        int bit = (int) uid & MASK;
        int count = Long.bitCount(words[bit >> 6] & (1L << bit) - 1);
        for (int i = 0; i < bit >> 6; i++) {
            count += Long.bitCount(words[i]);
        }
        return count;
    }

    /** The bit of the one before which {@code index} others are; there must be one. */
    int bitAt(int index) {
        int left = index;
        int word = 0;
        while (left >= Long.bitCount(words[word])) {
            left -= Long.bitCount(words[word++]);
        }
        long rest = words[word];
        for (; left > 0; left--) {
            rest &= rest - 1;
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(rest);
    }
}
