package org.sheng.queue.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sheng.queue.Lease;
import org.sheng.queue.QueueAdmin.Filter;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Route;
import org.sheng.store.Batch;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;

/** All entries of a sender are steered while a worker takes them. */
class SteeringUnderWayTest {
    private static final int ALL = 2_000; // three in four of the sender
    private static final String SENDER = "bulk@x.example";

    private OpenStore store;
    private QueueFixture queue;
    private final Queue<UUID> delivered = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> inHand = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void fill() throws Exception {
        store = MemoryStore.open();
        queue = new QueueFixture(store);
        for (int i = 0; i < ALL; i++) {
            queue.add(Route.INCOMING, i % 4 == 3 ? "other@x.example" : SENDER, "b@y.example");
        }
    }

    @AfterEach
    void close() {
        queue.close();
        store.close();
    }

    /** Has twenty in hand, and delivers them when the test says so. */
    private final class Delivery implements QueueWorker {
        @Override
        public Route.Kind kind() {
            return Route.Kind.INCOMING;
        }

        @Override
        public int capacity() {
            return 20;
        }

        @Override
        public CompletionStage<Outcome> work(Lease lease) {
            CompletableFuture<Outcome> end = new CompletableFuture<>();
            inHand.add(() -> {
                Batch batch = new Batch();
                lease.settle(batch, List.of(), "", false);
                lease.commit(batch).whenComplete((done, refused) -> {
                    if (refused == null) {
                        delivered.add(lease.entry().id());
                        end.complete(Outcome.ALIVE);
                    } else {
                        end.completeExceptionally(refused);
                    }
                });
            });
            return end;
        }
    }

    private void deliver() {
        for (Runnable next = inHand.poll(); next != null; next = inHand.poll()) {
            next.run();
        }
    }

    @Test
    void eachEntryIsEitherDeliveredOrDeleted() throws Exception {
        queue.spool.dispatcher().bind(new Delivery());
        Set<UUID> deleted = steerAll(queue.steering::delete);
        assertTrue(!deleted.isEmpty() && !delivered.isEmpty(), "both were at work");
        allIsGone();
        deleted.forEach(id -> assertTrue(!delivered.contains(id), "deleted and delivered: " + id));
        assertEquals(ALL, delivered.size() + deleted.size());
    }

    @Test
    void whatIsHeldStaysUntilItIsReleasedAndIsThenDeliveredOnce() throws Exception {
        queue.spool.dispatcher().bind(new Delivery());
        Set<UUID> held = steerAll(queue.steering::hold);
        assertTrue(!held.isEmpty() && !delivered.isEmpty(), "both were at work");
        Await.until("the others are delivered", () -> {
            deliver();
            return queue.spool.size() == held.size() && queue.spool.dispatcher().inFlight() == 0;
        });
        held.forEach(id -> assertTrue(!delivered.contains(id), "held and delivered: " + id));
        assertEquals(held, steerAll(queue.steering::release));
        allIsGone();
        assertEquals(ALL, delivered.size());
    }

    private void allIsGone() {
        Await.until("the queue is empty", () -> {
            deliver();
            return queue.spool.size() == 0 && queue.spool.dispatcher().inFlight() == 0;
        });
        for (String space : List.of(Keys.ENTRIES, Keys.READY, Keys.DUE, Keys.HELD)) {
            assertEquals(List.of(), store.scan(space, new byte[] {0}, new byte[0], 1), space);
        }
        assertEquals(List.of(), queue.steering.destinations(10));
        assertEquals(delivered.size(), new HashSet<>(delivered).size(), "each is delivered once");
    }

    /** @return those of which it was told that it was done */
    private Set<UUID> steerAll(Function<UUID, CompletionStage<Boolean>> act) throws Exception {
        Map<UUID, CompletionStage<Boolean>> acts = new LinkedHashMap<>();
        Optional<UUID> after = Optional.empty();
        do {
            var next = queue.steering.list(new Filter("", SENDER, Optional.empty()), after, 200);
            next.entries().forEach(entry -> acts.put(entry.id(), act.apply(entry.id())));
            after = next.next();
            Await.until("the page is done", () -> {
                deliver();
                return acts.values().stream().allMatch(each -> each.toCompletableFuture().isDone());
            });
        } while (after.isPresent());
        Set<UUID> done = new HashSet<>();
        acts.forEach((id, result) -> {
            if (result.toCompletableFuture().join()) {
                done.add(id);
            }
        });
        return done;
    }
}
