package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueAdmin.Filter;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.queue.internal.QueueFixture.Hands;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.store.rocksdb.internal.RocksStore;
import org.sheng.store.rocksdb.internal.StoreSettings;

/**
 * The queue at the size that a node is made for. {@code -Dsheng.scale=1000000} is the whole, and prints what
 * docs/decisions/0004-queue.md
 * has; less in an everyday run, whose times say nothing.
 */
class QueueScaleTest {
    private static final int ENTRIES = Integer.getInteger("sheng.scale", 20_000);
    private static final boolean WHOLE = ENTRIES >= 1_000_000;
    private static final int DESTINATIONS = Math.min(2_000, ENTRIES / 10);
    private static final int BATCH = 2_000;
    private static final int PAGE = 500;
    private static final int SERVED = ENTRIES / 20;
    private static final int AT_ONCE = 1_000;
    private static final String SPAMMER = "spammer@x.example";
    private static final long MEBIBYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void aLongQueueStartsServesAndIsSteeredFastAndStaysOnDisk() throws Exception {
        try (OpenStore store = open()) {
            QueueFixture queue = new QueueFixture(store);
            timed("fill", Duration.ofMinutes(10), () -> fill(queue));
            queue.close();
        }
        long before = heap();
        try (OpenStore store = open()) {
            QueueFixture queue = timed("start, until the first hand-out can be", Duration.ofSeconds(10), () -> {
                QueueFixture opened = new QueueFixture(store);
                opened.spool.dispatcher().recovered().get(5, TimeUnit.MINUTES);
                return opened;
            });
            assertEquals(ENTRIES, queue.spool.size());
            look(queue);
            serve(queue);
            long used = heap() - before;
            System.out.printf("heap in use by store and queue: %,d MiB%n", used / MEBIBYTE);
            assertTrue(used < 96 * MEBIBYTE, "in memory: " + used);
            assertTrue(queue.spool.dispatcher().known().get(30, TimeUnit.SECONDS) <= Lanes.MOST_KNOWN,
                    "keys in memory");
            steerAllOfTheSpammer(queue);
            timed("first page after that", Duration.ofSeconds(1), () -> queue.steering.list(Filter.ALL,
                    Optional.empty(), PAGE));
            Hands incoming = queue.worker(Route.Kind.INCOMING, 1);
            timed("hand-out of a new one after that", Duration.ofSeconds(5), () -> {
                queue.add(Route.INCOMING, "late@x.example", "b@y.example");
                incoming.next().deliver();
                return true;
            });
            queue.close();
        }
    }

    private OpenStore open() {
        return RocksStore.open(folder, StoreSettings.DEFAULTS);
    }

    /** A quarter incoming of one sender, a quarter for many destinations now, half for them in an hour. */
    private static int fill(QueueFixture queue) throws Exception {
        CompletionStage<CommitResult> last = null;
        for (int from = 0; from < ENTRIES; from += BATCH) {
            BlobWriter blob = queue.store.newBlob();
            blob.write(ByteBuffer.wrap("Subject: many\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            Batch batch = new Batch().blob(blob.finish(new byte[0]));
            for (int i = from; i < Math.min(ENTRIES, from + BATCH); i++) {
                add(queue, batch, i, blob);
            }
            last = queue.spool.commit(batch);
        }
        last.toCompletableFuture().get(5, TimeUnit.MINUTES);
        return ENTRIES;
    }

    private static void add(QueueFixture queue, Batch batch, int i, BlobWriter blob) {
        Route far = Route.remote("d" + i / 4 % DESTINATIONS + ".example");
        switch (i % 4) {
            case 0 -> queue.spool.add(batch, Route.INCOMING, queue.message(SPAMMER, blob, "r" + i + "@y.example"));
            case 1 -> queue.spool.add(batch, far, queue.message("s" + i % 1_000 + "@x.example", blob, "r" + i
                    + "@y.example"));
            default -> waiting(queue, batch, far, queue.message("s" + i % 1_000 + "@x.example", blob, "r" + i
                    + "@y.example"));
        }
    }

    /** As after its first attempt. */
    private static void waiting(QueueFixture queue, Batch batch, Route route, Submission message) {
        Batch added = new Batch();
        QueueEntry entry = queue.spool.add(added, route, message);
        batch.holdBlob(message.blob());
        queue.spool.rows().addDue(batch, new Stored(entry, 0).attempted(message.recipients(), entry.next()
                .plus(Duration.ofHours(1)),
                entry.expires(), "450 4.2.0 later", false));
    }

    private static void look(QueueFixture queue) throws Exception {
        QueueAdmin.Page page = timed("first page", Duration.ofSeconds(1), () -> queue.steering.list(Filter.ALL,
                Optional.empty(), PAGE));
        assertEquals(PAGE, page.entries().size());
        List<QueueAdmin.Destination> destinations = timed("destinations, counted", Duration.ofSeconds(2),
                () -> queue.steering.destinations(DESTINATIONS + 1));
        assertEquals(ENTRIES, destinations.stream().mapToLong(QueueAdmin.Destination::waiting).sum());
        int found = timed("all pages, looking for one recipient", Duration.ofSeconds(60), () -> {
            Filter one = new Filter("", "r" + (ENTRIES - 1) + "@y.example", Optional.empty());
            return all(queue, one).size();
        });
        assertEquals(1, found);
    }

    private static List<UUID> all(QueueFixture queue, Filter filter) {
        List<UUID> found = new ArrayList<>();
        Optional<UUID> after = Optional.empty();
        do {
            QueueAdmin.Page page = queue.steering.list(filter, after, PAGE);
            page.entries().forEach(entry -> found.add(entry.id()));
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private static void serve(QueueFixture queue) throws Exception {
        Hands hands = queue.worker(Route.Kind.REMOTE, AT_ONCE);
        Set<UUID> served = new HashSet<>();
        timed("hand-out and settling of " + SERVED, Duration.ofMinutes(5), () -> {
            for (int i = 0; i < SERVED; i++) {
                QueueFixture.Job job = hands.next();
                served.add(job.lease().entry().id());
                Batch batch = new Batch();
                job.lease().settle(batch, List.of(), "", false);
                job.lease().commit(batch).whenComplete((done, refused) -> job.end()
                        .complete(org.sheng.queue.QueueWorker.Outcome.ALIVE));
            }
            return SERVED;
        });
        assertEquals(SERVED, served.size(), "each was handed out once");
        queue.spool.dispatcher().unbind(hands, Duration.ofSeconds(30));
    }

    private static void steerAllOfTheSpammer(QueueFixture queue) throws Exception {
        int all = (ENTRIES + 3) / 4;
        assertEquals(all, steerAll(queue, "hold", queue.steering::hold));
        assertEquals(all, steerAll(queue, "release", queue.steering::release));
        assertEquals(all, steerAll(queue, "retry", queue.steering::retry));
        long before = queue.spool.size();
        assertEquals(all, steerAll(queue, "delete", queue.steering::delete));
        assertEquals(before - all, queue.spool.size());
        assertEquals(0, all(queue, new Filter("", SPAMMER, Optional.empty())).size());
    }

    /** As the shell's commands do: a page at once, on behind the last one seen. */
    private static int steerAll(QueueFixture queue, String what,
            Function<UUID, CompletionStage<Boolean>> act) throws Exception {
        return timed(what + " of all of one sender", Duration.ofMinutes(2), () -> {
            int number = 0;
            Optional<UUID> after = Optional.empty();
            do {
                QueueAdmin.Page page = queue.steering.list(new Filter("", SPAMMER, Optional.empty()), after, PAGE);
                List<CompletionStage<Boolean>> acts = page.entries().stream().map(QueueEntry::id).map(act).toList();
                for (CompletionStage<Boolean> each : acts) {
                    number += each.toCompletableFuture().get(60, TimeUnit.SECONDS) ? 1 : 0;
                }
                after = page.next();
            } while (after.isPresent());
            return number;
        });
    }

    /** Within the limit at the whole size; smaller ones run beside other work. */
    private static <T> T timed(String what, Duration limit, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        System.out.printf("%,d entries: %s: %,d ms%n", ENTRIES, what, took.toMillis());
        assertTrue(!WHOLE || took.compareTo(limit) < 0, what + " took " + took + ", more than " + limit);
        return result;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
