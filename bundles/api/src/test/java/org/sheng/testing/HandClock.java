package org.sheng.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that runs, in whole milliseconds, and that a test sets forward and back. */
public final class HandClock implements InstantSource {
    private volatile Duration shift = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(shift).truncatedTo(ChronoUnit.MILLIS);
    }

    public void move(Duration by) {
        shift = shift.plus(by);
    }
}
