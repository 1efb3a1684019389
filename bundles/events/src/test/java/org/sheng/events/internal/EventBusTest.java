package org.sheng.events.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.NodeTrouble;

@Timeout(30)
class EventBusTest {

    @Test
    void eventsAreToldInTheOrderOfPublishing() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        try (EventBus bus = EventBus.started(() -> { })) {
            bus.add((at, event) -> told.add(text(event)));
            IntStream.range(0, 10_000).forEach(i -> bus.publish(trouble(i)));
        }
        assertEquals(IntStream.range(0, 10_000).mapToObj(Integer::toString).toList(), told);
    }

    @Test
    void noEventIsLostWhenPublishersAreFasterThanListeners() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicReference<String> wrong = new AtomicReference<>("");
        int each = EventBus.BOUND;
        try (EventBus bus = EventBus.started(() -> { })) {
            bus.add((at, event) -> {
                if (atOnce.incrementAndGet() != 1) {
                    wrong.set("two calls at once");
                }
                await(open);
                told.incrementAndGet();
                atOnce.decrementAndGet();
            });
            List<Thread> publishers = IntStream.range(0, 3).mapToObj(p -> new Thread(() -> IntStream.range(0, each)
                    .forEach(i -> bus.publish(trouble(i))))).toList();
            publishers.forEach(Thread::start);
            open.countDown();
            for (Thread publisher : publishers) {
                publisher.join();
            }
        }
        assertEquals(3 * each, told.get());
        assertEquals("", wrong.get());
    }

    @Test
    void aFullBusMakesThePublisherHelp() {
        AtomicReference<Thread> teller = new AtomicReference<>();
        CountDownLatch busThreadHeld = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (EventBus bus = EventBus.started(() -> {
            busThreadHeld.countDown();
            await(release);
        })) {
            bus.add((at, event) -> teller.compareAndSet(null, Thread.currentThread()));
            await(busThreadHeld);
            IntStream.rangeClosed(0, EventBus.BOUND).forEach(i -> bus.publish(trouble(i)));
            assertEquals(Thread.currentThread(), teller.get());
            release.countDown();
        }
    }

    @Test
    void aListenerThatThrowsIsCalledOnAndDisturbsNobody() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger thrown = new AtomicInteger();
        try (EventBus bus = EventBus.started(() -> { })) {
            bus.add((at, event) -> {
                thrown.incrementAndGet();
                throw new IllegalStateException("broken on purpose");
            });
            bus.add((at, event) -> told.add(text(event)));
            bus.publish(trouble(1));
            bus.publish(trouble(2));
        }
        assertEquals(List.of("1", "2"), told);
        assertEquals(2, thrown.get());
    }

    @Test
    void aListenerMayPublish() {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch second = new CountDownLatch(1);
        try (EventBus bus = EventBus.started(() -> { })) {
            bus.add((at, event) -> {
                told.add(text(event));
                if (told.size() == 1) {
                    bus.publish(trouble(2));
                } else {
                    second.countDown();
                }
            });
            bus.publish(trouble(1));
            await(second);
        }
        assertEquals(List.of("1", "2"), told);
    }

    private static MailEvent trouble(int number) {
        return new NodeTrouble("test", Integer.toString(number));
    }

    private static String text(MailEvent event) {
        return ((NodeTrouble) event).text();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
