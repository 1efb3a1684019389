package org.sheng.imap.internal.search;

import java.util.Arrays;

/** What a search found: sequence numbers or UIDs, 4 bytes each, in order, and the highest MODSEQ among them. */
public final class Found {
    private int[] numbers = new int[16];
    private int count;
    private long modseq;

    void add(long number, long messageModseq) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
        }
        numbers[count++] = (int) number;
        modseq = Math.max(modseq, messageModseq);
    }

    public int size() {
        return count;
    }

    public long get(int index) {
        return numbers[index] & 0xFFFF_FFFFL;
    }

    /** 0 where the rows were not read. */
    public long modseq() {
        return modseq;
    }
}
