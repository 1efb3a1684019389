package org.sheng.queue.internal;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Draws ids in order of time: 48 bits of milliseconds, 16 that count within one, 64 random ones. Any thread. */
final class EntryIds {
    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong();
    private final SplittableRandom random = new SplittableRandom();

    EntryIds(InstantSource clock) {
        this.clock = clock;
    }

    UUID next() {
        long now = clock.millis() << 16;
        long high = last.updateAndGet(before -> Math.max(now, before + 1));
        synchronized (random) {
            return new UUID(high, random.nextLong());
        }
    }
}
