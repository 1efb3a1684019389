package org.sheng.events.internal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sheng.event.MailEvent;
import org.sheng.event.Traces.Step;
import org.sheng.mail.MailAddress;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;

class TraceKeeperTest {
    private static final MailAddress ANN = MailAddress.parse("ann@example.org");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.042Z");

    private final OpenStore store = MemoryStore.open();
    private Instant now = NOON;
    private TraceSettings settings = new TraceSettings(true, Duration.ofDays(14), 10_000_000);
    private TraceKeeper keeper = keeper();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aMessagesStepsAreReadBackInOrder() {
        keeper.on(NOON, new MailEvent.QueueSteered("t1", "hold"));
        keeper.on(NOON, new MailEvent.QueueSteered("t1-other", "hold"));
        keeper.write();
        keeper.on(NOON.plusMillis(5), delivered("t1"));
        keeper.write();
        assertEquals(List.of(new Step(NOON, "steered", "trace=t1 steered action=hold"),
                new Step(NOON.plusMillis(5), "delivered", EventLine.of(delivered("t1")))), keeper.of("t1"));
        assertEquals(List.of(), keeper.of("t"), "a beginning of an id is no id");
        assertEquals(1, keeper.of("t1-other").size());
    }

    @Test
    void eventsOfNoMessageAreNotKept() {
        keeper.on(NOON, new MailEvent.NodeTrouble("store", "full"));
        keeper.write();
        assertEquals(List.of(), store.scan(TraceRow.STEPS, new byte[] {0}, new byte[0], 10));
    }

    @Test
    void stepsOutliveTheirTimeByNothing() {
        keeper.on(now, delivered("old"));
        keeper.write();
        now = now.plus(Duration.ofDays(13));
        keeper.on(now, delivered("young"));
        keeper.write();
        assertEquals(1, keeper.of("old").size());
        now = now.plus(Duration.ofDays(2));
        keeper.write();
        assertEquals(0, keeper.of("old").size());
        assertEquals(1, keeper.of("young").size());
        now = now.plus(Duration.ofDays(20));
        keeper.write();
        assertNothingLeft();
        keeper.on(now, delivered("new"));
        keeper.write();
        now = now.plus(Duration.ofDays(15));
        keeper.write();
        assertNothingLeft();
    }

    @Test
    void theOldestGoWhenThereAreTooMany() {
        settings = new TraceSettings(true, Duration.ofDays(14), 1_000);
        for (int group = 0; group < 10; group++) {
            int number = group;
            IntStream.range(0, 300).forEach(i -> keeper.on(now, delivered("g" + number + "-" + i)));
            keeper.write();
        }
        assertEquals(900, kept());
        assertEquals(0, keeper.of("g6-0").size());
        assertEquals(1, keeper.of("g7-0").size());
    }

    @Test
    void aRestartGoesOnCountingAndPurging() {
        settings = new TraceSettings(true, Duration.ofDays(14), 1_000);
        IntStream.range(0, 900).forEach(i -> keeper.on(now, delivered("a" + i)));
        keeper.write();
        keeper = keeper();
        IntStream.range(0, 900).forEach(i -> keeper.on(now, delivered("b" + i)));
        keeper.write();
        assertEquals(900, kept());
        assertEquals(0, keeper.of("a0").size());
        assertEquals(1, keeper.of("b0").size());
    }

    @Test
    void nothingIsKeptWhenTracesAreSwitchedOff() {
        settings = new TraceSettings(false, Duration.ofDays(14), 1_000);
        keeper.on(NOON, delivered("t1"));
        keeper.write();
        assertEquals(List.of(), keeper.of("t1"));
    }

    @Test
    void manyStepsOfOneMessageAreCutAtAThousand() {
        IntStream.range(0, 5_000).forEach(i -> keeper.on(NOON, delivered("t1")));
        keeper.write();
        assertEquals(1_000, keeper.of("t1").size());
    }

    @Test
    void aStoreThatRefusesCostsStepsAndNothingElse() {
        keeper.on(NOON, delivered("t1"));
        store.close();
        keeper.write();
        keeper.on(NOON, delivered("t1"));
        assertDoesNotThrow(keeper::write);
    }

    private void assertNothingLeft() {
        assertEquals(List.of(), store.scan(TraceRow.STEPS, new byte[] {0}, new byte[0], 10));
        assertEquals(1, store.scan(TraceRow.GROUPS, new byte[] {0}, new byte[0], 10).size(), "the totals alone");
    }

    private long kept() {
        return store.scan(TraceRow.STEPS, new byte[] {0}, new byte[0], 10_000).size();
    }

    private TraceKeeper keeper() {
        return new TraceKeeper(store, () -> settings, new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        });
    }

    private static MailEvent delivered(String trace) {
        return new MailEvent.MessageDelivered(trace, ANN, "account", "INBOX", 1, 10);
    }
}
