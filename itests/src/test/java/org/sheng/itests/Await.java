package org.sheng.itests;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AssertionFailureBuilder;

/** Waits for a condition with a limit. */
final class Await {

    static final Duration DELIVERY = Duration.ofSeconds(20);
    private static final long PAUSE_NANOS = 50_000_000;

    private Await() {
    }

    /** Asks again until the condition holds; a failure of the last attempt becomes the cause. */
    static void until(String what, Duration limit, Callable<Boolean> condition) {
        long end = System.nanoTime() + limit.toNanos();
        Exception last = null;
        while (System.nanoTime() < end) {
            try {
                last = null;
                if (condition.call()) {
                    return;
                }
            } catch (Exception notYet) {
                last = notYet;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        AssertionFailureBuilder.assertionFailure()
                .message("not within " + limit.toSeconds() + " s: " + what).cause(last).buildAndThrow();
    }
}
