package org.sheng.queue.internal;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;

/**
 * Gives each entry its place in line, so that who sends a thousand messages does not keep waiting who sends one: a sender's next entry for
 * a destination is placed one second behind the sender's last one, at the earliest now, at the latest an hour from now. Places are times, so that nobody
 * is overtaken for more than an hour. Remembers the 10,000 latest pairs of sender and destination. Any thread.
 */
final class FairTags {
    static final long STEP = 1_000;
    static final long FURTHEST = 3_600_000;
    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final Map<String, Long> lastOf = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    FairTags(InstantSource clock) {
        this.clock = clock;
    }

    /** Milliseconds of the epoch. Notices, which have no sender, are placed now. */
    synchronized long next(Route route, Submission message) {
        long now = clock.millis();
        if (message.sender().isEmpty()) {
            return now;
        }
        String pair = route.destination() + '\n' + message.sender().get().key();
        Long last = lastOf.get(pair);
        // a place further away than any could be was given before the clock was set back
        boolean usable = last != null && last <= now + FURTHEST;
        long tag = usable ? Math.min(now + FURTHEST, Math.max(now, last + STEP)) : now;
        lastOf.put(pair, tag);
        return tag;
    }
}
