package org.sheng.queue.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.sheng.queue.QueueEntry;

/** When an entry is tried again, when for the last time, when its sender hears of the delay. */
record Schedule(List<Duration> retry, Duration life, Duration delayNotice) {

    static Schedule of(QueueSettings settings) {
        return new Schedule(settings.retry(), settings.life(), settings.delayNotice());
    }

    Instant expires(Instant arrived) {
        return arrived.plus(life);
    }

    /** A life that ends later than it could was begun before the clock was set back. */
    Instant expires(QueueEntry entry, Instant now) {
        Instant latest = now.plus(life).plusMillis(Promotion.SET_BACK);
        return entry.expires().isAfter(latest) ? latest : entry.expires();
    }

    /** The last attempt is made when the life of the entry ends, not before. */
    Instant next(QueueEntry entry, Instant now) {
        Instant usual = now.plus(retry.get(Math.min(entry.attempts(), retry.size() - 1)));
        Instant expires = expires(entry, now);
        boolean crossesTheEnd = now.isBefore(expires) && usual.isAfter(expires);
        return crossesTheEnd ? expires : usual;
    }

    boolean last(QueueEntry entry, Instant now) {
        return !now.isBefore(entry.expires());
    }

    boolean delayNoticeDue(QueueEntry entry, Instant now) {
        return !delayNotice.isZero() && !entry.delayNoticed() && !last(entry, now)
                && !now.isBefore(entry.message().arrived().plus(delayNotice));
    }
}
