package org.sheng.bench;

import java.time.Duration;

/** How long to measure. */
record Plan(boolean quick, int rounds, Duration warmUp, Duration round, Duration settle) {

    static Plan full() {
        return new Plan(false, 5, Duration.ofSeconds(12), Duration.ofSeconds(6), Duration.ofSeconds(15));
    }

    static Plan shortened() {
        return new Plan(true, 3, Duration.ofSeconds(6), Duration.ofSeconds(3), Duration.ofSeconds(5));
    }
}
