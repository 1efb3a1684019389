package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sheng.operation.Call.Progress;
import org.sheng.operation.Caller;
import org.sheng.operation.Operations.Answer;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks.State;
import org.sheng.operation.Tasks.View;
import org.sheng.operation.Text;
import org.sheng.testing.Await;

@Timeout(60)
class TaskPoolTest {
    private static final Caller ANN = new Caller("ann", Caller.Role.SYSTEM, Set.of(), Set.of(), "rest", "", Locale.ROOT);
    private static final TaskPool.Work QUICK = call -> new Answer(Map.of("done", 1), Optional.empty());

    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final CountDownLatch release = new CountDownLatch(1);
    private final TaskPool pool = new TaskPool(new Clock() {
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
            throw new UnsupportedOperationException();
        }
    });

    @AfterEach
    void close() throws InterruptedException {
        release.countDown();
        pool.close();
    }

    @Test
    void aTaskIsWatchedFromItsBeginToItsResult() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        String id = pool.begin("user-import", ANN, call -> {
            call.progress(new Progress(5, 10, Text.said("half")));
            told.countDown();
            await();
            call.progress(new Progress(10, 10, Text.said("all")));
            return new Answer(new TreesTest.Made("1", "once", "hidden"), Optional.empty());
        }).id();
        assertTrue(told.await(30, TimeUnit.SECONDS));
        View half = view(id);
        assertEquals(List.of("user-import", "ann", State.RUNNING, 5L, 10L, "half"),
                List.of(half.operation(), half.by(), half.state(), half.done(), half.all(), half.text()));
        List<View> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> end = pool.follow(id).orElseThrow().open(item -> seen.add((View) item.data())).toCompletableFuture();
        release.countDown();
        end.get(30, TimeUnit.SECONDS);
        View last = view(id);
        assertEquals(last, seen.get(seen.size() - 1));
        assertEquals(List.of(State.SUCCEEDED, 10L, "all", Optional.of(now)), List.of(last.state(), last.done(), last.text(), last.ended()));
        assertEquals(Optional.of(Map.of("id", "1")), last.result(), "what is told once is not kept");
        assertFalse(pool.cancel(id));
        assertTrue(pool.follow(id).orElseThrow().open(item -> true).toCompletableFuture().isDone());
    }

    @Test
    void progressAfterTheEndChangesNothing() throws Exception {
        CompletableFuture<org.sheng.operation.Call> call = new CompletableFuture<>();
        String id = pool.begin("x", ANN, each -> {
            call.complete(each);
            return new Answer(null, Optional.empty());
        }).id();
        ended(id);
        View last = view(id);
        call.get().progress(new Progress(1, 2, Text.said("late")));
        assertEquals(last, view(id));
    }

    @Test
    void aRefusalADefectAndACancelledTaskEndEachInItsState() throws Exception {
        String refused = begin(call -> {
            throw new Refusal(Kind.EXISTS, Text.said("taken"));
        });
        String defect = begin(call -> {
            throw new IllegalStateException("SECRET");
        });
        CountDownLatch begun = new CountDownLatch(1);
        String cancelled = begin(call -> {
            begun.countDown();
            Await.until("it is cancelled", call::cancelled);
            throw Refusal.cancelled();
        });
        ended(refused);
        ended(defect);
        assertEquals(List.of(State.FAILED, "taken"), List.of(view(refused).state(), view(refused).text()));
        assertEquals(State.FAILED, view(defect).state());
        assertFalse(view(defect).text().contains("SECRET"));
        Await.until("it runs", () -> begun.getCount() == 0);
        assertTrue(pool.cancel(cancelled));
        ended(cancelled);
        assertEquals(State.CANCELLED, view(cancelled).state());
        assertFalse(pool.cancel("nothing"));
        assertEquals(Optional.empty(), pool.task("nothing"));
        assertEquals(Optional.empty(), pool.follow("nothing"));
    }

    @Test
    void atMostAHundredWaitAndOneThatIsCancelledMakesRoom() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 104; i++) {
            ids.add(pool.begin("x", ANN, call -> {
                await();
                return new Answer(null, Optional.empty());
            }).id());
        }
        assertEquals(Kind.LIMIT, assertThrows(Refusal.class, () -> pool.begin("x", ANN, QUICK)).kind());
        assertEquals(104, pool.list().size(), "what was refused is no task");
        String last = ids.get(103);
        assertEquals(State.WAITING, view(last).state());
        assertTrue(pool.cancel(last));
        assertEquals(State.CANCELLED, view(last).state(), "at once");
        String next = pool.begin("x", ANN, QUICK).id();
        assertEquals(next, pool.list().get(0).id(), "newest first");
        release.countDown();
        ended(next);
        assertEquals(State.SUCCEEDED, view(next).state());
        assertEquals(State.CANCELLED, view(last).state());
    }

    @Test
    void whatHasEndedIsForgottenAfterADayAndAboveAThousand() throws Exception {
        String first = pool.begin("first", ANN, QUICK).id();
        ended(first);
        now = now.plus(Duration.ofDays(1)).plusSeconds(1);
        assertEquals(Optional.empty(), pool.task(first));
        String second = pool.begin("second", ANN, QUICK).id();
        for (int i = 0; i < 1_000; i++) {
            ended(pool.begin("x", ANN, QUICK).id());
        }
        assertEquals(Optional.empty(), pool.task(second));
        assertEquals(1_000, pool.list().size());
    }

    @Test
    void aFollowerThatTakesNoMoreIsLetGoAndTheHundredAndFirstIsNotTaken() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        String id = pool.begin("x", ANN, call -> {
            begun.countDown();
            await();
            return new Answer(null, Optional.empty());
        }).id();
        assertTrue(begun.await(30, TimeUnit.SECONDS));
        assertTrue(pool.follow(id).orElseThrow().open(item -> false).toCompletableFuture().isDone());
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            ends.add(pool.follow(id).orElseThrow().open(item -> true).toCompletableFuture());
        }
        assertEquals(List.of(false, true), List.of(ends.get(99).isDone(), ends.get(100).isDone()));
        ends.get(5).cancel(false);
        assertFalse(pool.follow(id).orElseThrow().open(item -> true).toCompletableFuture().isDone(), "there is room again");
        release.countDown();
        ends.get(0).get(30, TimeUnit.SECONDS);
    }

    private String begin(TaskPool.Work work) throws Refusal {
        return pool.begin("x", ANN, work).id();
    }

    private void await() {
        try {
            assertTrue(release.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ended(String id) {
        Await.until("the task has ended", () -> view(id).ended().isPresent());
    }

    private View view(String id) {
        return pool.task(id).orElseThrow();
    }
}
