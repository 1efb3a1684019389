package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Appended;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.StoreException.Reason;

/** Many callers at once, watchers, and the bound on what waits. */
public abstract class ConcurrencyContract extends CopyContract {
    private static final int THREADS = 8;

    @Test
    public void manyThreadsAppendAndEveryMessageIsThereOnce() throws Exception {
        create("a");
        List<CompletableFuture<CommitResult>> commits = Collections.synchronizedList(new ArrayList<>());
        Queue<Long> uids = new ConcurrentLinkedQueue<>();
        inThreads(thread -> {
            for (int i = 0; i < 200; i++) {
                BlobWriter.FinishedBlob blob = blob(pattern(i));
                Batch batch = new Batch().blob(blob);
                Slot<Appended> slot = append(batch, "a", blob.id(), Flags.NONE);
                commits.add(store.commit(batch).whenComplete((result, failure) -> uids.add(result.of(slot).uid()))
                        .toCompletableFuture());
            }
        });
        CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        Mailbox box = mailbox("a");
        assertEquals(range(1, THREADS * 200), uids.stream().sorted().toList());
        assertEquals(range(1, THREADS * 200), uids(box.id()));
        assertEquals(THREADS * 200, box.messages());
        assertEquals(THREADS * 199 * 100, box.bytes());
        assertEquals(new Usage(box.bytes(), box.messages()), store.usage(account));
    }

    @Test
    public void ofManyThatRequireTheSameExactlyOneWins() throws Exception {
        AtomicInteger won = new AtomicInteger();
        inThreads(thread -> {
            for (int i = 0; i < 100; i++) {
                byte[] key = bytes("lease " + i);
                try {
                    commit(new Batch().require("lease", key, false).put("lease", key, bytes("" + thread)));
                    won.incrementAndGet();
                } catch (StoreException lost) {
                    assertEquals(Reason.CONFLICT, lost.reason());
                }
            }
        });
        assertEquals(100, won.get());
    }

    @Test
    public void batchesOfOneCallerAreAppliedInOrder() throws Exception {
        List<CompletableFuture<CommitResult>> commits = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            Batch batch = new Batch().put("order", bytes("last"), bytes("" + i));
            if (i > 0) {
                batch.require("order", bytes("" + (i - 1)), true);
            }
            commits.add(store.commit(batch.put("order", bytes("" + i), bytes(""))).toCompletableFuture());
        }
        CompletableFuture.allOf(commits.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        assertEquals("2999", new String(store.get("order", bytes("last")).orElseThrow()));
    }

    @Test
    public void readersNeverSeeHalfABatch() throws Exception {
        create("from");
        create("to");
        fill("from", 500);
        long from = mailbox("from").id();
        long to = mailbox("to").id();
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (!end.get()) {
                List<Mailbox> boxes = store.mailboxes(account);
                assertEquals(500, boxes.get(0).messages() + boxes.get(1).messages());
                int limit = 10_000;
                for (Message message : store.changedSince(to, 0, limit)) {
                    assertEquals(10, message.size());
                }
                store.messages(from, 1, 500, limit);
                Uids uids = store.uids(to);
                assertEquals(uids.size(), uids.positionOf(uids.last()));
            }
        });
        for (long uid = 1; uid <= 500; uid++) {
            Batch batch = new Batch();
            batch.copy(from, List.of(uid), to, true, NOW, 0, 0);
            commit(batch);
        }
        end.set(true);
        reader.get(60, TimeUnit.SECONDS);
        assertEquals(500, store.uids(to).size());
        assertEquals(0, store.uids(from).size());
    }

    @Test
    public void aWatcherIsToldWhatKindOfChangeCame() {
        Queue<MailboxChange> told = new ConcurrentLinkedQueue<>();
        try (MailStore.Watch watch = store.watch(account, told::add)) {
            Mailbox box = create("a");
            assertEquals(new MailboxChange(account, box.id(), box.highestModseq(), false, false, false, true),
                    next(told));
            append("a", 10, Flags.NONE);
            assertEquals(change(box, true, false, false), next(told));
            store(box.id(), 1, Flags.of(Flags.SEEN), FlagChange.ADD);
            assertEquals(change(box, false, true, false), next(told));
            expunge(box.id(), 1);
            assertEquals(change(box, false, false, true), next(told));
            commit(new Batch().subscribe(account, "nothing", true));
            assertEquals(new MailboxChange(account, 0, 0, false, false, false, true), next(told));
            commit(new Batch().deleteMailbox(account, "a"));
            assertTrue(next(told).list());
        }
        create("b");
        commit(new Batch());
        assertTrue(told.isEmpty());
    }

    @Test
    public void whoseCommitIsCompleteFindsTheWatchersTold() {
        create("a");
        long id = mailbox("a").id();
        AtomicLong told = new AtomicLong();
        try (MailStore.Watch watch = store.watch(account, change -> told.set(change.modseq()))) {
            for (int i = 0; i < 500; i++) {
                long modseq = append("a", 1, Flags.NONE).modseq();
                assertEquals(modseq, told.get());
            }
        }
        assertEquals(500, store.uids(id).size());
    }

    @Test
    public void aWatcherIsNotToldOfOtherAccountsNorOfRefusedBatches() {
        Queue<MailboxChange> told = new ConcurrentLinkedQueue<>();
        try (MailStore.Watch watch = store.watch(account, told::add)) {
            Batch other = new Batch();
            other.createMailbox(UUID.randomUUID(), "a", "", VALIDITY);
            commit(other);
            Batch refused = createBatch("a");
            refused.require("none", bytes("k"), true);
            assertRefused(Reason.CONFLICT, refused);
            create("told");
            assertEquals(mailbox("told").id(), next(told).mailbox());
            assertTrue(told.isEmpty());
        }
    }

    @Test
    public void aWatcherSeesTheChangeInTheStore() {
        create("a");
        long id = mailbox("a").id();
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        try (MailStore.Watch watch = store.watch(account, change -> sizes.add(store.uids(id).size()))) {
            for (int i = 1; i <= 100; i++) {
                append("a", 1, Flags.NONE);
                int expected = i;
                await("told of message " + i, () -> sizes.contains(expected));
            }
        }
    }

    /** A caller that does not return where it is told of its commit must not cost memory without bound. */
    @Test
    public void moreBatchesThanMayWaitAreRefusedAsBusyAndThoseTakenAreDone() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        List<CompletableFuture<CommitResult>> taken = new ArrayList<>();
        Optional<StoreException> busy = Optional.empty();
        try {
            holdWhoTells(held);
            for (int i = 0; i < 500_000 && busy.isEmpty(); i++) {
                CompletableFuture<CommitResult> commit =
                        store.commit(new Batch().lazy().put("s", bytes("" + i % 100), bytes("v")))
                                .toCompletableFuture();
                busy = failureOf(commit);
                if (busy.isEmpty()) {
                    taken.add(commit);
                }
            }
        } finally {
            held.countDown();
        }
        assertEquals(Reason.BUSY, busy.orElseThrow().reason());
        assertTrue(taken.size() >= 20_000);
        CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        commit(new Batch().put("s", bytes("k"), bytes("w")));
        assertEquals(0, store.health().waitingBatches());
        assertFalse(store.health().trouble().contains("wait"));
    }

    /** Holds the thread that tells of commits. A commit told before it was listened to is told on this thread: then once more. */
    private void holdWhoTells(CountDownLatch held) {
        Thread caller = Thread.currentThread();
        AtomicBoolean toldHere = new AtomicBoolean();
        do {
            toldHere.set(false);
            store.commit(new Batch().put("s", bytes("k"), bytes("v"))).thenRun(() -> {
                if (Thread.currentThread() == caller) {
                    toldHere.set(true);
                } else {
                    awaitQuietly(held);
                }
            });
        } while (toldHere.get());
    }

    private static Optional<StoreException> failureOf(CompletableFuture<CommitResult> commit) throws Exception {
        if (!commit.isCompletedExceptionally()) {
            return Optional.empty();
        }
        try {
            commit.get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(assertInstanceOf(StoreException.class, e.getCause()));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MailboxChange change(Mailbox box, boolean added, boolean flags, boolean expunged) {
        return new MailboxChange(account, box.id(), store.mailbox(box.id()).orElseThrow().highestModseq(), added, flags,
                expunged, false);
    }

    private static MailboxChange next(Queue<MailboxChange> told) {
        await("the watcher is told", () -> !told.isEmpty());
        return told.remove();
    }

    private interface Body {
        void run(int thread) throws Exception;
    }

    private static void inThreads(Body body) throws Exception {
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            CompletableFuture<Void> done = new CompletableFuture<>();
            threads.add(done);
            new Thread(() -> {
                try {
                    body.run(number);
                    done.complete(null);
                } catch (Throwable failure) {
                    done.completeExceptionally(failure);
                }
            }, "caller-" + i).start();
        }
        CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    }
}
