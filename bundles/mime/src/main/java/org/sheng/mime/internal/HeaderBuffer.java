package org.sheng.mime.internal;

import java.util.Arrays;

/** The bytes of the header that is being read, within what all headers of a message may take together. What is over it is passed over in whole lines. */
final class HeaderBuffer {
    private byte[] bytes = new byte[4096];
    private int length;
    private int lineStart;
    private int budget;
    private boolean full;

    HeaderBuffer(int budget) {
        this.budget = budget;
    }

    void add(byte[] from, int offset, int count) {
        if (full) {
            return;
        }
        if (length + count > budget) {
            full = true;
            length = lineStart;
            return;
        }
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        System.arraycopy(from, offset, bytes, length, count);
        length += count;
        if (count > 0 && bytes[length - 1] == '\n') {
            lineStart = length;
        }
    }

    /** Takes the last line away: it was a boundary. */
    void cutLine() {
        int end = length;
        if (end > 0 && bytes[end - 1] == '\n') {
            end--;
        }
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        length = full ? length : end;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** For the next header; what this one took is gone from the budget. */
    void clear() {
        budget -= length;
        length = 0;
        lineStart = 0;
    }
}
