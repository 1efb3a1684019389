package org.sheng.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sheng.event.MailEvent;
import org.sheng.event.Traces.Step;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.FixedSettings;

class TraceServiceTest {
    private static final TraceSettings SETTINGS = new TraceSettings(true, Duration.ofDays(14), 10_000_000);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.042Z");

    @Test
    void whatHasJustHappenedIsShownAtOnce() throws Exception {
        try (OpenStore store = MemoryStore.open()) {
            TraceService traces = new TraceService(new FixedSettings(SETTINGS), store);
            for (int i = 0; i < 50; i++) { // often enough to fall between two of its writes
                String trace = "t" + i;
                traces.on(NOON, new MailEvent.QueueSteered(trace, "hold"));
                assertEquals(List.of(new Step(NOON, "steered", "trace=" + trace + " steered action=hold")), traces.of(trace));
            }
            traces.stop();
        }
    }
}
