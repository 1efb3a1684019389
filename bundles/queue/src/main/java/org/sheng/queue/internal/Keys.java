package org.sheng.queue.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.sheng.queue.Route;

/** Keys and values of the index rows; ordered as unsigned bytes. */
final class Keys {
    static final String ENTRIES = "queue";
    static final String READY = "queue-ready";
    static final String DUE = "queue-due";
    static final String HELD = "queue-held";

    /** priority, fair tag, id */
    private static final int READY_TAIL = 1 + 8 + 16;

    private Keys() { }

    static byte[] id(UUID id) {
        return ByteBuffer.allocate(16).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }

    /** The id at the end of any index key. */
    static UUID idOf(byte[] key) {
        ByteBuffer bytes = ByteBuffer.wrap(key, key.length - 16, 16);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** What all ready keys of a route begin with. */
    static byte[] lane(Route route) {
        byte[] name = route.destination().getBytes(StandardCharsets.UTF_8);
        if (name.length > 255) {
            throw new IllegalArgumentException("a destination has at most 255 octets, not " + name.length);
        }
        return ByteBuffer.allocate(2 + name.length).put((byte) route.kind().ordinal()).put((byte) name.length).put(name).array();
    }

    static byte[] ready(Route route, int priority, long tag, UUID id) {
        byte[] lane = lane(route);
        return ByteBuffer.allocate(lane.length + READY_TAIL).put(lane).put((byte) (9 - priority)).putLong(tag)
                .putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits()).array();
    }

    static Route routeOf(byte[] readyKey) {
        Route.Kind kind = Route.Kind.values()[readyKey[0]];
        return new Route(kind, new String(readyKey, 2, readyKey[1] & 0xff, StandardCharsets.UTF_8));
    }

    static long tagOf(byte[] readyKey) {
        return ByteBuffer.wrap(readyKey, readyKey.length - 24, 8).getLong();
    }

    static byte[] due(long due, UUID id) {
        return ByteBuffer.allocate(24).putLong(due).putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits())
                .array();
    }

    static long timeOf(byte[] dueKey) {
        return ByteBuffer.wrap(dueKey).getLong();
    }

    /** The key that comes next after all keys with this prefix; empty when there is none. */
    static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return Arrays.copyOf(next, i + 1);
            }
        }
        return new byte[0];
    }

    /** The least key above this one. */
    static byte[] above(byte[] key) {
        return Arrays.copyOf(key, key.length + 1);
    }
}
