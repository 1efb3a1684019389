package org.sheng.queue.internal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The value of an index row.
 *
 * @param run a number that each run of the queue draws: tells the recovering count what was there before
 * @param written wall clock, milliseconds: tells that the clock was set back since
 * @param readyKey the row's key in {@code queue-ready}; empty in that space itself
 */
record IndexValue(long run, long written, byte[] readyKey) {

    static IndexValue decode(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        return new IndexValue(bytes.getLong(), bytes.getLong(), Arrays.copyOfRange(value, 16, value.length));
    }

    byte[] encode() {
        return ByteBuffer.allocate(16 + readyKey.length).putLong(run).putLong(written).put(readyKey).array();
    }
}
