package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.QueueWorker.Outcome;
import org.sheng.queue.Route;
import org.sheng.queue.internal.QueueFixture.Hands;
import org.sheng.queue.internal.QueueFixture.Job;
import org.sheng.service.MailService;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;

class QueueTest {
    private static final Route FAR = Route.remote("far.example");

    private final OpenStore store = MemoryStore.open();
    private final QueueFixture queue = new QueueFixture(store);

    @AfterEach
    void close() {
        queue.close();
        store.close();
    }

    @Test
    void anEntryIsHandedOutOnceAndLeavesWithItsBlobWhenItIsSettled() throws Exception {
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        QueueEntry entry = queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        Job job = hands.next();
        assertEquals(entry.message(), job.lease().entry().message());
        assertEquals(1, queue.spool.size());
        job.deliver();
        assertEquals(0, queue.spool.size());
        assertEquals(Optional.empty(), queue.steering.entry(entry.id()));
        assertEquals(Optional.empty(), store.blobSize(entry.message().blob()));
        Await.until("the lease is over", () -> queue.spool.dispatcher().inFlight() == 0);
        assertEquals(0, hands.inHand());
    }

    @Test
    void entriesWaitWhileThereIsNoWorkerAndComeWhenOneDoes() throws Exception {
        queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        queue.add(Route.INCOMING, "a@x.example", "c@x.example");
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        hands.next().deliver();
        hands.next().deliver();
        assertEquals(0, queue.spool.size());
    }

    @Test
    void aDeferredEntryComesAgainWhenItsTimeHasComeAndNotBefore() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        QueueEntry entry = queue.add(FAR, "a@x.example", "b@far.example", "c@far.example");
        Job first = hands.next();
        first.settle(List.of(first.lease().entry().message().recipients().get(1)), "450 4.2.0 full", Outcome.ALIVE);
        QueueEntry waiting = queue.steering.entry(entry.id()).orElseThrow();
        assertEquals(1, waiting.attempts());
        assertEquals("450 4.2.0 full", waiting.lastReply());
        assertEquals(60, Duration.between(queue.clock.instant(), waiting.next()).toSeconds(), 2);
        assertEquals(0, hands.inHand());
        queue.clock.move(Duration.ofSeconds(62));
        queue.spool.dispatcher().signal();
        Job second = hands.next();
        assertEquals(List.of("c@far.example"), second.lease().entry().message().recipients().stream().map(r -> r.address().toString())
                .toList());
        second.defer(Outcome.ALIVE);
        assertEquals(3600, Duration.between(queue.clock.instant(), queue.steering.entry(entry.id()).orElseThrow().next()).toSeconds(), 2);
    }

    @Test
    void theLastAttemptIsMadeWhenTheLifeOfTheEntryEnds() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        queue.add(FAR, "a@x.example", "b@far.example");
        Job first = hands.next();
        assertFalse(first.lease().last());
        assertFalse(first.lease().delayNoticeDue());
        first.defer(Outcome.ALIVE);
        queue.clock.move(Duration.ofHours(5));
        queue.spool.dispatcher().signal();
        Job late = hands.next();
        assertTrue(late.lease().delayNoticeDue());
        late.defer(Outcome.ALIVE);
        queue.clock.move(Duration.ofDays(5));
        queue.spool.dispatcher().signal();
        Job last = hands.next();
        assertTrue(last.lease().last());
        last.deliver();
    }

    @Test
    void whatADeadDestinationIsOwedMovesOnInItsScheduleWithoutAnAttempt() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        queue.add(FAR, "a@x.example", "b@far.example");
        hands.next().defer(Outcome.DEAD);
        Await.until("the destination is dead", () -> deadUntil().isPresent());
        queue.add(FAR, "a@x.example", "c@far.example");
        Job second = hands.next();
        assertEquals(Optional.of("450 4.2.0 later"), second.lease().unreachable());
        second.defer(Outcome.DEAD);
        QueueEntry third = queue.add(FAR, "a@x.example", "d@far.example");
        Job moved = hands.next();
        moved.defer(Outcome.DEAD);
        assertTrue(queue.steering.retry(third.id()).toCompletableFuture().get(30, TimeUnit.SECONDS));
        Job probe = hands.next();
        assertEquals(Optional.empty(), probe.lease().unreachable());
        probe.settle(List.of(), "", Outcome.ALIVE);
        Await.until("the destination lives", () -> deadUntil().isEmpty());
    }

    private Optional<java.time.Instant> deadUntil() {
        return queue.steering.destinations(10).stream().filter(d -> d.name().equals("far.example")).findAny()
                .flatMap(QueueAdmin.Destination::deadUntil);
    }

    @Test
    void aDestinationGetsNoMoreAttemptsAtOnceThanItsConcurrency() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 100);
        for (int i = 0; i < 10; i++) {
            queue.add(FAR, "a@x.example", "b@far.example");
        }
        Job first = hands.next();
        Job second = hands.next();
        Route other = Route.remote("other.example");
        queue.add(other, "a@x.example", "b@other.example");
        assertEquals(other, hands.next().lease().entry().route());
        assertEquals(0, hands.inHand());
        first.deliver();
        second.deliver();
        hands.next().deliver();
        hands.next().deliver();
        for (int i = 0; i < 3; i++) { // what went well opened the window to three
            hands.next();
        }
        QueueAdmin.Destination seen = queue.steering.destinations(10).get(0);
        assertEquals("far.example", seen.name());
        assertEquals(6, seen.waiting());
        assertEquals(3, seen.active());
    }

    @Test
    void aWorkerThatFailsLeavesTheEntryToTheSchedule() throws Exception {
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        QueueEntry entry = queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        hands.next().end().completeExceptionally(new IllegalStateException("broken"));
        Await.until("it was rescheduled", () -> queue.steering.entry(entry.id()).orElseThrow().attempts() == 1);
        assertTrue(queue.steering.entry(entry.id()).orElseThrow().lastReply().contains("broken"));
        queue.clock.move(Duration.ofSeconds(61));
        queue.spool.dispatcher().signal();
        hands.next().deliver();
        assertEquals(0, queue.spool.size());
    }

    @Test
    void heldEntriesStayUntilTheyAreReleased() throws Exception {
        QueueEntry entry = queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        assertTrue(queue.steering.hold(entry.id()).toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertTrue(queue.steering.entry(entry.id()).orElseThrow().held());
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        queue.add(Route.INCOMING, "a@x.example", "c@x.example");
        assertEquals("c@x.example", hands.next().lease().entry().message().recipients().get(0).address().toString());
        assertEquals(1, queue.steering.list(new QueueAdmin.Filter("", "", Optional.of(true)), Optional.empty(), 10).entries().size());
        assertTrue(queue.steering.release(entry.id()).toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertEquals("b@x.example", hands.next().lease().entry().message().recipients().get(0).address().toString());
    }

    @Test
    void holdWaitsForTheAttemptThatIsUnderWay() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        QueueEntry entry = queue.add(FAR, "a@x.example", "b@far.example");
        Job job = hands.next();
        var held = queue.steering.hold(entry.id()).toCompletableFuture();
        job.defer(Outcome.ALIVE);
        assertTrue(held.get(30, TimeUnit.SECONDS));
        assertTrue(queue.steering.entry(entry.id()).orElseThrow().held());
    }

    @Test
    void aDeletedEntryCannotBeSettledByTheAttemptThatWasUnderWay() throws Exception {
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        QueueEntry entry = queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        Job job = hands.next();
        assertTrue(queue.steering.delete(entry.id()).toCompletableFuture().get(30, TimeUnit.SECONDS));
        ExecutionException refused = assertThrows(ExecutionException.class, job::deliver);
        assertTrue(Spool.isConflict(refused.getCause()));
        job.end().completeExceptionally(refused.getCause());
        Await.until("the lease is over", () -> queue.spool.dispatcher().inFlight() == 0);
        assertEquals(0, queue.spool.size());
        assertFalse(queue.steering.delete(entry.id()).toCompletableFuture().get(30, TimeUnit.SECONDS));
        assertEquals(Optional.empty(), store.blobSize(entry.message().blob()));
    }

    @Test
    void aWorkerThatLeavesKeepsWhatItHasInHandAndTheNextOneGetsTheRest() throws Exception {
        Hands old = queue.worker(Route.Kind.INCOMING, 1);
        queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        queue.add(Route.INCOMING, "a@x.example", "c@x.example");
        Job inHand = old.next();
        Hands fresh = queue.worker(Route.Kind.INCOMING, 1);
        Thread leaving = new Thread(() -> queue.spool.dispatcher().unbind(old, Duration.ofSeconds(30)));
        leaving.start();
        Job other = fresh.next();
        assertTrue(leaving.isAlive());
        inHand.deliver();
        leaving.join(30_000);
        assertFalse(leaving.isAlive());
        other.deliver();
        assertEquals(0, old.inHand());
    }

    @Test
    void whatAVanishedWorkerHadIsGivenToTheNextAndItsResultIsRefused() throws Exception {
        Hands old = queue.worker(Route.Kind.INCOMING, 1);
        queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        Job lost = old.next();
        queue.spool.dispatcher().unbind(old, Duration.ofMillis(10));
        Hands fresh = queue.worker(Route.Kind.INCOMING, 1);
        Job again = fresh.next();
        assertThrows(ExecutionException.class, lost::deliver);
        again.deliver();
        assertEquals(0, queue.spool.size());
    }

    @Test
    void anAttemptThatACrashCutOffIsMadeAgainAndOnlyOneOfTheTwoIsSettled() throws Exception {
        Hands before = queue.worker(Route.Kind.INCOMING, 1);
        QueueEntry entry = queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        Job cutOff = before.next();
        QueueFixture restarted = new QueueFixture(store); // knows nothing of the leases of the first
        Hands after = restarted.worker(Route.Kind.INCOMING, 1);
        Job again = after.next();
        assertEquals(entry.id(), again.lease().entry().id());
        again.deliver();
        assertThrows(ExecutionException.class, cutOff::deliver);
        assertEquals(0, restarted.spool.size());
        restarted.close();
    }

    @Test
    void aStoppedQueueHandsNothingOutAndAStartedOneDoes() throws Exception {
        Hands hands = queue.worker(Route.Kind.INCOMING, 10);
        queue.spool.quiesce().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(MailService.State.DOWN, queue.spool.state());
        queue.add(Route.INCOMING, "a@x.example", "b@x.example");
        queue.spool.dispatcher().seen().get(30, TimeUnit.SECONDS); // a turn has passed
        assertEquals(0, hands.inHand());
        queue.spool.start();
        hands.next().deliver();
        assertEquals(MailService.State.UP, queue.spool.state());
    }

    @Test
    void aClockThatIsSetBackDoesNotStallWhatWaits() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        queue.add(FAR, "a@x.example", "b@far.example");
        hands.next().defer(Outcome.ALIVE);
        queue.clock.move(Duration.ofHours(-3));
        queue.spool.dispatcher().signal();
        hands.next().deliver();
        assertEquals(0, queue.spool.size());
    }

    @Test
    void whatArrivedUnderAClockOfTheFutureLivesNoLongerThanOthers() throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, 10);
        queue.clock.move(Duration.ofDays(3650));
        QueueEntry entry = queue.add(FAR, "a@x.example", "b@far.example");
        Job first = hands.next();
        queue.clock.move(Duration.ofDays(-3650));
        first.defer(Outcome.ALIVE);
        Duration life = Duration.between(queue.clock.instant(), queue.steering.entry(entry.id()).orElseThrow()
                .expires());
        assertTrue(life.compareTo(QueueFixture.SETTINGS.life().plusMinutes(2)) < 0, life::toString);
    }
}
