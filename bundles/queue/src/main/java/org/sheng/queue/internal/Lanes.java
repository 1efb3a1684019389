package org.sheng.queue.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sheng.queue.Route;

/**
 * The destinations that are in work or were lately, at most 100,000; those of a kind that wait for a worker stand in a line. At the bound the one that was not
 * used for longest is forgotten: its entries are found again in the index. The dispatcher's thread only.
 */
final class Lanes {
    static final int MOST = 100_000;
    /** Keys that are known in all lanes together. */
    static final int MOST_KNOWN = 16_384;
    private static final int MOST_KNOWN_OF_ONE = 4_096;
    private static final int LARGEST_PAGE = 64;

    private final Map<Route, Lane> lanes = new LinkedHashMap<>(64, 0.75f, true);
    private final Map<Route.Kind, Deque<Lane>> lines = new EnumMap<>(Route.Kind.class);
    private final Supplier<Pace.Limits> limits;
    private int known;

    /** @param limits asked for each lane that is made */
    Lanes(Supplier<Pace.Limits> limits) {
        this.limits = limits;
        for (Route.Kind kind : Route.Kind.values()) {
            lines.put(kind, new ArrayDeque<>());
        }
    }

    Lane of(Route route) {
        Lane lane = lanes.get(route);
        if (lane != null) {
            return lane;
        }
        if (lanes.size() >= MOST) {
            dropOldest();
        }
        Lane made = new Lane(route, new Pace(limits.get()));
        lanes.put(route, made);
        return made;
    }

    int known() {
        return known;
    }

    /**
     * How much of the index a lane reads at once, so that all of them together stay below the bound: one key is taken
     * at once.
     */
    int page() {
        int share = MOST_KNOWN / (2 * Math.max(1, lanes.size()));
        return Math.max(1, Math.min(Math.min(LARGEST_PAGE, share), MOST_KNOWN - known));
    }

    Iterable<Lane> all() {
        return lanes.values();
    }

    void offer(byte[] readyKey, byte[] entry) {
        Lane lane = of(Keys.routeOf(readyKey));
        int before = lane.known();
        lane.offer(readyKey, entry, Math.min(MOST_KNOWN_OF_ONE, before + MOST_KNOWN - known));
        known += lane.known() - before;
        line(lane);
    }

    void forget(Lane lane) {
        known -= lane.known();
        lane.forget();
        line(lane);
    }

    /** After something was taken from it or read into it. */
    void counted(Lane lane, int before) {
        known += lane.known() - before;
    }

    /** Puts it in line where it has entries. */
    void line(Lane lane) {
        if (lane.hasMore() && lane.enterLine()) {
            lines.get(lane.route.kind()).add(lane);
        }
    }

    Deque<Lane> line(Route.Kind kind) {
        return lines.get(kind);
    }

    /** Looks at the 1,000 oldest; where all of them are in work there is one lane more for a while. */
    private void dropOldest() {
        Iterator<Lane> oldest = lanes.values().iterator();
        for (int i = 0; i < 1_000 && oldest.hasNext(); i++) {
            Lane lane = oldest.next();
            if (lane.idle()) {
                known -= lane.known();
                oldest.remove();
                return;
            }
        }
    }
}
