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
 *
 * <p>Its own time never goes back: when the clock does, it goes on from where it was, so that what waits keeps its
 * place before what comes.
 */
final class FairTags {
    static final long STEP = 1_000;
    static final long FURTHEST = 3_600_000;
    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private long ahead;
    private long latest;
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

    /** A place that an entry has which was given by an earlier run. */
    synchronized void given(long tag) {
        ahead = Math.max(ahead, tag - FURTHEST - clock.millis());
    }

    /** Milliseconds of the epoch. Notices, which have no sender, are placed now. */
    synchronized long next(Route route, Submission message) {
        ahead = Math.max(ahead, latest - clock.millis());
        long now = clock.millis() + ahead;
        latest = now;
        if (message.sender().isEmpty()) {
            return now;
        }
        String pair = route.destination() + '\n' + message.sender().get().key();
        Long last = lastOf.get(pair);
        long tag = last == null ? now : Math.min(now + FURTHEST, Math.max(now, last + STEP));
        lastOf.put(pair, tag);
        return tag;
    }
}
