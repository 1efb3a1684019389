package org.sheng.pop3.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for a condition, ten seconds at most. */
final class Waiting {
    private Waiting() { }

    static void until(Callable<Boolean> condition) throws Exception {
        long limit = System.nanoTime() + 10_000_000_000L;
        boolean met = condition.call();
        while (!met && System.nanoTime() < limit) {
            LockSupport.parkNanos(5_000_000);
            met = condition.call();
        }
        assertTrue(met, "did not happen within ten seconds");
    }
}
