package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.sheng.queue.QueueWorker.Outcome;

class PaceTest {
    private static final Pace.Limits LIMITS = new Pace.Limits(4, 8, Duration.ofMinutes(1), Duration.ofMinutes(5));

    @Test
    void concurrencyGrowsByOneForEachFullWindowUpToTheMost() {
        Pace pace = new Pace(LIMITS);
        for (int i = 0; i < 5; i++) {
            pace.ended(Outcome.ALIVE, "", 0);
        }
        assertEquals(5, pace.concurrency(0));
        for (int i = 0; i < 100; i++) {
            pace.ended(Outcome.ALIVE, "", 0);
        }
        assertEquals(8, pace.concurrency(0));
    }

    @Test
    void aRequestToSlowDownHalvesItDownToOne() {
        Pace pace = new Pace(LIMITS);
        pace.ended(Outcome.SLOW, "421 busy", 0);
        assertEquals(2, pace.concurrency(0));
        pace.ended(Outcome.SLOW, "421 busy", 0);
        pace.ended(Outcome.SLOW, "421 busy", 0);
        assertEquals(1, pace.concurrency(0));
    }

    @Test
    void eachFailureOfTheProbeDoublesTheDeadTimeUpToTheLongest() {
        Pace pace = new Pace(LIMITS);
        long now = 0;
        for (long minutes : new long[] {1, 2, 4, 5, 5}) {
            pace.ended(Outcome.DEAD, "no route", now);
            pace.ended(Outcome.DEAD, "no route", now); // under way at the same time: counts once
            assertEquals(now + minutes * 60_000, pace.deadUntil());
            assertTrue(pace.dead(now));
            now = pace.deadUntil();
            assertFalse(pace.dead(now));
            assertEquals(1, pace.concurrency(now), "one probe");
        }
        pace.ended(Outcome.ALIVE, "", now);
        assertEquals(2, pace.concurrency(now));
    }
}
