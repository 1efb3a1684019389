package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.queue.internal.QueueFixture.Hands;
import org.sheng.queue.internal.QueueFixture.Job;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.store.rocksdb.internal.RocksStore;
import org.sheng.store.rocksdb.internal.StoreSettings;
import org.sheng.testing.Await;

/** A long queue on disk. */
class ManyEntriesTest {
    private static final int BULK = 120_000;
    private static final int DESTINATIONS = 2_000;

    @TempDir
    private Path folder;

    @Test
    void aLongQueueIsServedFairlyAcrossARestartWithFewKeysInMemory() throws Exception {
        try (OpenStore store = open()) {
            QueueFixture queue = new QueueFixture(store);
            fill(queue);
            assertEquals(BULK, queue.spool.size());
            queue.close();
        }
        try (OpenStore store = open()) {
            QueueFixture queue = new QueueFixture(store);
            queue.spool.dispatcher().recovered().get(60, TimeUnit.SECONDS);
            assertEquals(BULK, queue.spool.size());
            Hands hands = queue.worker(Route.Kind.INCOMING, 100);
            Job first = hands.next();
            queue.add(Route.INCOMING, "one@x.example", "b@x.example");
            int before = drainUntil(hands, first, "one@x.example");
            assertTrue(before < 1_000, "the one message of the quiet sender waited for " + before + " of the bulk");
            assertTrue(queue.spool.dispatcher().known().get(30, TimeUnit.SECONDS) <= Lanes.MOST_KNOWN, "keys in memory");
            everyDestinationIsServed(queue);
            assertEquals(BULK / 2 / DESTINATIONS, queue.steering.destinations(DESTINATIONS + 1).stream()
                    .filter(d -> d.name().equals("d7.example")).mapToLong(QueueAdmin.Destination::waiting).sum());
            queue.close();
        }
    }

    private OpenStore open() {
        return RocksStore.open(folder, StoreSettings.DEFAULTS);
    }

    /** Half of it incoming from one sender, half for many destinations; all of one blob. */
    private static void fill(QueueFixture queue) throws Exception {
        BlobWriter blob = queue.store.newBlob();
        blob.write(ByteBuffer.wrap("Subject: bulk\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        Batch first = new Batch().blob(blob.finish(new byte[0])).holdBlob(blob.id());
        CompletionStage<CommitResult> last = queue.spool.commit(first);
        for (int from = 0; from < BULK; from += 2_000) {
            Batch batch = new Batch();
            for (int i = from; i < from + 2_000; i++) {
                Submission message = queue.message("bulk@x.example", blob, "r" + i + "@y.example");
                queue.spool.add(batch, i % 2 == 0 ? Route.INCOMING : Route.remote("d" + i / 2 % DESTINATIONS + ".example"), message);
            }
            last = queue.spool.commit(batch);
        }
        last.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static int drainUntil(Hands hands, Job first, String sender) throws Exception {
        int served = 0;
        for (Job job = first; !job.lease().entry().message().sender().orElseThrow().toString().equals(sender); job = hands.next()) {
            job.deliver();
            served++;
        }
        return served;
    }

    private static void everyDestinationIsServed(QueueFixture queue) throws Exception {
        Hands relay = queue.worker(Route.Kind.REMOTE, 2 * DESTINATIONS);
        Await.until("all destinations have their two attempts", () -> relay.inHand() == 2 * DESTINATIONS);
        Set<String> destinations = new HashSet<>();
        Set<UUID> ids = new HashSet<>();
        for (int i = 0; i < 2 * DESTINATIONS; i++) {
            Job job = relay.next();
            destinations.add(job.lease().entry().route().destination());
            ids.add(job.lease().entry().id());
            assertEquals(Optional.empty(), job.lease().unreachable());
        }
        assertEquals(DESTINATIONS, destinations.size());
        assertEquals(2 * DESTINATIONS, ids.size());
    }
}
