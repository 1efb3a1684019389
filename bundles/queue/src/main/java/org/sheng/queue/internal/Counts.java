package org.sheng.queue.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.sheng.queue.Route;

/**
 * How many entries there are, in all and of each destination. Of destinations at most 100,000 are counted: while more have entries, the rest is only in the
 * total. Any thread.
 */
final class Counts {
    private static final int MOST = 100_000;

    private final AtomicLong total = new AtomicLong();
    private final Map<String, Long> waiting = new ConcurrentHashMap<>();

    void added(Route route, long entries) {
        total.addAndGet(entries);
        if (waiting.size() < MOST || waiting.containsKey(route.destination())) {
            waiting.merge(route.destination(), entries, Long::sum);
        }
    }

    void left(Route route) {
        total.decrementAndGet();
        waiting.computeIfPresent(route.destination(), (name, before) -> before > 1 ? before - 1 : null);
    }

    long total() {
        return total.get();
    }

    long of(String destination) {
        return waiting.getOrDefault(destination, 0L);
    }

    Map<String, Long> byDestination() {
        return waiting;
    }
}
