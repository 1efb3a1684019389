package org.sheng.smtp.internal;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How many messages each user sent in the hour now running. Knows at most 200,000 users; at that bound all hours begin anew. */
final class SendingRates {
    private static final int MOST_USERS = 200_000;
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);

    private final Map<UUID, Hour> hours = new ConcurrentHashMap<>();
    private final LongSupplier clock;

    private record Hour(long begin, int sent) { }

    /** @param clock nanoseconds */
    SendingRates(LongSupplier clock) {
        this.clock = clock;
    }

    /** @param messagesPerHour 0: no limit */
    boolean maySend(UUID user, int messagesPerHour) {
        Hour hour = hours.get(user);
        return messagesPerHour == 0 || hour == null || clock.getAsLong() - hour.begin >= HOUR || hour.sent < messagesPerHour;
    }

    void sent(UUID user) {
        long now = clock.getAsLong();
        if (hours.size() >= MOST_USERS) {
            hours.clear();
        }
        hours.merge(user, new Hour(now, 1), (hour, one) -> now - hour.begin >= HOUR ? one : new Hour(hour.begin, hour.sent + 1));
    }
}
