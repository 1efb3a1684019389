package org.sheng.queue.internal;

import java.time.Duration;
import org.sheng.queue.QueueWorker.Outcome;

/**
 * How many attempts at once a destination gets: more by one for each full window that it answered, half when it asks to slow down, none while it is dead.
 * Times are milliseconds of any one clock that does not run backwards.
 */
final class Pace {
    /** At once while dead: they are not attempts, each only moves an entry on in its schedule. */
    private static final int WHILE_DEAD = 20;

    private final Limits limits;
    private double window;
    private int failures;
    private long deadUntil;
    private String reply = "";

    Pace(Limits limits) {
        this.limits = limits;
        this.window = limits.first();
    }

    record Limits(int first, int most, Duration deadFirst, Duration deadLongest) {
        static Limits of(QueueSettings settings) {
            return new Limits(settings.concurrency(), Math.max(settings.concurrency(), settings.maxConcurrency()),
                    settings.deadFirst(), settings.deadLongest());
        }
    }

    boolean dead(long now) {
        return failures > 0 && now < deadUntil;
    }

    /** After the dead time one attempt shows whether it lives. */
    int concurrency(long now) {
        if (dead(now)) {
            return WHILE_DEAD;
        }
        return failures > 0 ? 1 : (int) window;
    }

    void ended(Outcome outcome, String said, long now) {
        switch (outcome) {
            case ALIVE -> {
                failures = 0;
                window = Math.min(limits.most(), window + 1 / window);
            }
            case SLOW -> {
                failures = 0;
                window = Math.max(1, window / 2);
                reply = said;
            }
            case DEAD -> {
                reply = said;
                if (!dead(now)) { // of several that were under way the first one counts
                    failures++;
                    window = 1;
                    deadUntil = now + deadFor().toMillis();
                }
            }
        }
    }

    /** An operator wants it tried. */
    void probe() {
        deadUntil = 0;
    }

    long deadUntil() {
        return deadUntil;
    }

    String reply() {
        return reply;
    }

    private Duration deadFor() {
        Duration doubled = limits.deadFirst().multipliedBy(1L << Math.min(20, failures - 1));
        return doubled.compareTo(limits.deadLongest()) < 0 ? doubled : limits.deadLongest();
    }
}
