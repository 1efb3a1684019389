package org.sheng.operations.internal.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sheng.operation.Audit.Entry;
import org.sheng.operation.Audit.Filter;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Page;
import org.sheng.operations.internal.audit.AuditRow.Kind;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;

@Timeout(60)
class StoredAuditTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.042Z");
    private static final Caller ANN = new Caller("ann", Caller.Role.SYSTEM, Set.of(), Set.of(), "rest", "192.0.2.7", Locale.ROOT);
    private static final Filter ANY = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    private static final AuditSettings WIDE = new AuditSettings(Duration.ofDays(30), 1 << 30);

    private final OpenStore real = MemoryStore.open();
    private Optional<MailStore> store = Optional.of(real);
    private Instant now = NOON;
    private AuditWriter writer = new AuditWriter(() -> store, () -> now, 2_000);
    private StoredAudit audit = new StoredAudit(() -> store, () -> now, writer);

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void whatWasAskedAndWhatCameOfItIsReadBackWhole() {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("name", "example.org");
        input.put("size", 5L);
        input.put("rate", new BigDecimal("0.25"));
        input.put("list", Arrays.asList("a", true, null, Map.of("x", "y")));
        Inverse inverse = new Inverse("domain-add", Map.of("name", "example.org"));
        long number = audit.asked(ANN, "domain-delete", "/domains/example.org", input, Optional.of(Map.of("users", 0L)), Optional.of(inverse));
        assertEquals(1, number);
        assertEquals("begun", audit.entry(1).orElseThrow().result());
        now = now.plusSeconds(1);
        audit.answered(number, Optional.empty(), Optional.of("gone"));
        Entry entry = audit.entry(1).orElseThrow();
        assertEquals(new Entry(1, NOON, "ann", "system", "rest", "192.0.2.7", "domain-delete", "/domains/example.org", input,
                Optional.of(Map.of("users", 0L)), Optional.of("gone"), "ok", Optional.of(inverse), Optional.empty(), entry.hash()), entry);
        assertTrue(entry.hash().matches("[0-9a-f]{64}"), entry.hash());
        long undo = ask("audit-undo");
        audit.undone(1, undo);
        assertEquals(Optional.of(2L), audit.entry(1).orElseThrow().undoneBy());
        assertEquals(Optional.empty(), audit.verify());
        assertEquals(Optional.empty(), audit.entry(3));
    }

    @Test
    void entriesAreNumberedWithoutGapsByManyAtOnceAndOverARestart() throws Exception {
        ExecutorService many = Executors.newFixedThreadPool(8);
        List<Future<Long>> asked = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            asked.add(many.submit(() -> {
                long number = ask("user-add");
                audit.answered(number, Optional.of("exists: taken"), Optional.empty());
                return number;
            }));
        }
        List<Long> numbers = new ArrayList<>();
        for (Future<Long> each : asked) {
            numbers.add(each.get(30, TimeUnit.SECONDS));
        }
        many.shutdown();
        restart();
        numbers.add(ask("user-delete"));
        assertEquals(java.util.stream.LongStream.rangeClosed(1, 401).boxed().toList(), numbers.stream().sorted().toList());
        assertEquals(Optional.empty(), audit.verify());
        assertEquals("exists: taken", audit.entry(7).orElseThrow().result());
    }

    @Test
    void entriesAreFoundNewestFirstByPagesAndFiltered() {
        for (int i = 1; i <= 300; i++) {
            now = now.plusSeconds(1);
            audit.asked(ANN, i % 3 == 0 ? "user-add" : "domain-add", "/things/" + i, Map.of("note", i == 150 ? "Grüße" : "-"), Optional.empty(),
                    Optional.empty());
        }
        Page<Entry> first = audit.entries(ANY, Optional.empty(), 100);
        assertEquals(300, first.items().get(0).number());
        assertEquals(Optional.of("201"), first.next());
        Page<Entry> last = audit.entries(ANY, Optional.of(101L), 100);
        assertEquals(List.of(100L, 1L), List.of(last.items().get(0).number(), last.items().get(99).number()));
        assertEquals(Optional.empty(), last.next());
        assertEquals(100, audit.entries(filter(Optional.of("ann"), Optional.of("user-add"), Optional.empty()), Optional.empty(), 1_000).items().size());
        assertEquals(List.of(150L), audit.entries(filter(Optional.empty(), Optional.empty(), Optional.of("GRÜSSE".replace("SS", "ß"))),
                Optional.empty(), 10).items().stream().map(Entry::number).toList());
        assertEquals(List.of(), audit.entries(filter(Optional.of("bob"), Optional.empty(), Optional.empty()), Optional.empty(), 10).items());
        Filter between = new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(NOON.plusSeconds(10)), Optional.of(NOON.plusSeconds(12)));
        assertEquals(List.of(11L, 10L), audit.entries(between, Optional.empty(), 10).items().stream().map(Entry::number).toList());
        assertEquals(List.of(199L, 200L, 201L), audit.after(198, 3).stream().map(Entry::number).toList());
        assertEquals(List.of(299L, 300L), audit.after(298, 10).stream().map(Entry::number).toList());
    }

    @Test
    void aRowThatWasChangedIsFound() {
        fill(5);
        tamper(3, Kind.ASKED, value -> value[value.length - 3] ^= 1);
        assertTrue(audit.verify().orElse("").contains("of entry 3"), audit.verify().toString());
    }

    @Test
    void anAnswerThatWasChangedIsFound() {
        fill(5);
        tamper(2, Kind.ANSWERED, value -> value[8 + 32 + 8] ^= 1);
        assertTrue(audit.verify().orElse("").contains("of entry 2"), audit.verify().toString());
    }

    @Test
    void aRowThatWasTakenOutIsFoundAndSoIsTheNewest() {
        fill(5);
        commit(new Batch().delete(AuditRow.SPACE, AuditRow.key(5, Kind.ANSWERED)));
        assertEquals(Optional.of("row 10 is missing"), audit.verify());
        commit(new Batch().delete(Ends.CHAIN, Ends.place(10)));
        assertEquals(Optional.of("row 10 is missing"), audit.verify());
        commit(new Batch().delete(Ends.CHAIN, Ends.place(4)));
        assertEquals(Optional.of("row 4 is missing"), audit.verify());
        commit(new Batch().delete(Ends.SPACE, new byte[] {1}));
        assertTrue(audit.verify().isPresent());
    }

    @Test
    void rowsThatWereSwappedAreFound() {
        fill(5);
        byte[] one = real.get(AuditRow.SPACE, AuditRow.key(2, Kind.ASKED)).orElseThrow();
        byte[] other = real.get(AuditRow.SPACE, AuditRow.key(3, Kind.ASKED)).orElseThrow();
        commit(new Batch().put(AuditRow.SPACE, AuditRow.key(2, Kind.ASKED), other).put(AuditRow.SPACE, AuditRow.key(3, Kind.ASKED), one));
        assertTrue(audit.verify().isPresent());
    }

    @Test
    void aRowThatWasPutInBesideTheChainIsFound() {
        fill(3);
        byte[] row = real.get(AuditRow.SPACE, AuditRow.key(2, Kind.ASKED)).orElseThrow();
        commit(new Batch().put(AuditRow.SPACE, AuditRow.key(9, Kind.ASKED), row));
        assertTrue(audit.verify().orElse("").contains("entry 9"), audit.verify().toString());
    }

    @Test
    void aDamagedRowIsShownAsSuchAndHidesNoOther() {
        fill(3);
        commit(new Batch().put(AuditRow.SPACE, AuditRow.key(2, Kind.ASKED), new byte[60]));
        assertEquals(List.of("user-add", "(damaged)", "user-add"),
                audit.entries(ANY, Optional.empty(), 10).items().stream().map(Entry::operation).toList());
    }

    @Test
    void whatIsTooOldGoesAndTheRestCanStillBeVerified() {
        fill(300);
        long open = ask("task");
        now = now.plus(Duration.ofDays(20));
        fill(10);
        now = now.plus(Duration.ofDays(11));
        purge(WIDE);
        audit.answered(open, Optional.empty(), Optional.empty());
        Page<Entry> left = audit.entries(ANY, Optional.empty(), 1_000);
        assertEquals(10, left.items().size());
        assertEquals(302, left.items().get(9).number());
        assertEquals(Optional.empty(), left.next());
        assertEquals(Optional.empty(), audit.verify());
        tamper(305, Kind.ASKED, value -> value[50] ^= 1);
        assertTrue(audit.verify().isPresent());
        restart();
        now = now.plus(Duration.ofDays(100));
        purge(WIDE);
        assertEquals(List.of(), audit.entries(ANY, Optional.empty(), 10).items());
        assertEquals(312, ask("next"));
        assertEquals(Optional.empty(), audit.verify());
    }

    @Test
    void theOldestGoWhereAllAreTooMuch() {
        fill(500);
        long each = Ends.of(real).orElseThrow().bytes() / 500;
        purge(new AuditSettings(Duration.ofDays(30), each * 100));
        int left = audit.entries(ANY, Optional.empty(), 1_000).items().size();
        assertTrue(left >= 95 && left <= 101, left + " are left");
        assertEquals(Optional.empty(), audit.verify());
        assertEquals(501, ask("next"));
    }

    @Test
    void whileTheStoreIsAwayOperationsGoOnAndTheirEntriesAreWrittenWhenItIsBack() {
        store = Optional.empty();
        restart();
        long number = ask("service-start");
        assertTrue(number < 0);
        audit.answered(number, Optional.of("unavailable: x"), Optional.empty());
        long undo = ask("audit-undo");
        audit.undone(number, undo);
        assertThrows(StoreException.class, audit::verify);
        store = Optional.of(real);
        now = now.plusSeconds(60);
        assertTrue(writer.flush());
        Entry entry = audit.entry(1).orElseThrow();
        assertEquals(List.of("service-start", "unavailable: x", NOON, Optional.of(2L)),
                List.of(entry.operation(), entry.result(), entry.at(), entry.undoneBy()));
        audit.answered(undo, Optional.empty(), Optional.empty());
        assertEquals("ok", audit.entry(2).orElseThrow().result());
        assertEquals(3, ask("next"));
        assertEquals(Optional.empty(), audit.verify());
    }

    @Test
    void aStoreThatRefusesOrHangsHoldsUpNobodyForLong() {
        writer = new AuditWriter(() -> store, () -> now, 200);
        restartReader();
        fill(2);
        CompletableFuture<Batch> hung = new CompletableFuture<>();
        List<Runnable> later = new ArrayList<>();
        store = Optional.of(committing(batch -> {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            hung.complete(batch);
            later.add(() -> real.commit(batch).thenAccept(answer::complete));
            return answer;
        }));
        long begin = System.nanoTime();
        assertTrue(ask("a") < 0);
        for (int i = 0; i < 3; i++) {
            assertTrue(ask("b") < 0);
        }
        assertTrue(System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10), "bounded");
        assertEquals(1, later.size(), "no second commit before the first is answered");
        later.remove(0).run();
        assertFalse(writer.flush(), "the next one hangs");
        later.remove(0).run();
        assertTrue(writer.flush());
        assertEquals(7, ask2("c", later));
        store = Optional.of(committing(batch -> CompletableFuture.failedFuture(new StoreException(StoreException.Reason.UNAVAILABLE, -1, "disk full"))));
        assertTrue(ask("d") < 0);
        store = Optional.of(real);
        assertEquals(9, ask("e"));
        assertEquals(List.of("e", "d", "c", "b", "b", "b", "a", "user-add", "user-add"),
                audit.entries(ANY, Optional.empty(), 20).items().stream().map(Entry::operation).toList());
        assertEquals(Optional.empty(), audit.verify());
    }

    private long ask2(String operation, List<Runnable> later) {
        store = Optional.of(real);
        assertEquals(List.of(), later);
        return ask(operation);
    }

    @Test
    void aCommitOfWhichNothingWasHeardFromAStoreThatIsNoMoreIsNotDoneTwice() {
        writer = new AuditWriter(() -> store, () -> now, 100);
        restartReader();
        store = Optional.of(committing(batch -> {
            real.commit(batch).toCompletableFuture().join();
            return new CompletableFuture<>();
        }));
        assertTrue(ask("a") < 0);
        store = Optional.of(real);
        assertEquals(2, ask("b"));
        store = Optional.of(committing(batch -> new CompletableFuture<>()));
        assertTrue(ask("c") < 0);
        store = Optional.of(real);
        assertEquals(4, ask("d"));
        assertEquals(Optional.empty(), audit.verify());
    }

    @Test
    void whatWaitsInMemoryIsBoundedAndWhatWasLostIsAnEntryOfItsOwn() {
        store = Optional.empty();
        for (int i = 0; i < AuditWriter.MOST_WAITING + 5; i++) {
            ask("x");
        }
        store = Optional.of(real);
        assertTrue(writer.flush());
        Entry last = audit.entries(ANY, Optional.empty(), 1).items().get(0);
        assertEquals(AuditWriter.MOST_WAITING + 1, last.number());
        assertEquals("audit-lost", last.operation());
        assertEquals(Map.of("entries", 5L), last.input());
        assertEquals(Optional.empty(), audit.verify());
    }

    @Test
    void ofATreeThatIsTooLargeItsSizeIsKept() {
        audit.asked(ANN, "user-import", "/users", Map.of("text", "x".repeat(100_000)), Optional.of("y".repeat(100_000)),
                Optional.of(new Inverse("z", Map.of("text", "z".repeat(100_000)))));
        Entry entry = audit.entry(1).orElseThrow();
        assertTrue(entry.input().get("").toString().matches("\\(1000\\d\\d bytes\\)"), entry.input().toString());
        assertTrue(entry.before().orElseThrow().toString().matches("\\(1000\\d\\d bytes\\)"));
        assertEquals(Optional.empty(), entry.inverse(), "half a call is none");
    }

    private long ask(String operation) {
        return audit.asked(ANN, operation, "/x", Map.of(), Optional.empty(), Optional.empty());
    }

    private void fill(int entries) {
        for (int i = 0; i < entries; i++) {
            audit.answered(ask("user-add"), Optional.empty(), Optional.of("done"));
        }
    }

    private void restart() {
        writer = new AuditWriter(() -> store, () -> now, 2_000);
        restartReader();
    }

    private void restartReader() {
        audit = new StoredAudit(() -> store, () -> now, writer);
    }

    private void purge(AuditSettings settings) {
        boolean more = true;
        while (more) {
            more = writer.purge(settings);
        }
    }

    private void tamper(long number, Kind kind, Consumer<byte[]> change) {
        byte[] value = real.get(AuditRow.SPACE, AuditRow.key(number, kind)).orElseThrow().clone();
        change.accept(value);
        commit(new Batch().put(AuditRow.SPACE, AuditRow.key(number, kind), value));
    }

    private void commit(Batch batch) {
        real.commit(batch).toCompletableFuture().join();
    }

    private static Filter filter(Optional<String> who, Optional<String> operation, Optional<String> text) {
        return new Filter(who, operation, text, Optional.empty(), Optional.empty());
    }

    /** The store, with another way to commit. */
    private MailStore committing(java.util.function.Function<Batch, Object> commit) {
        return (MailStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {MailStore.class}, (self, method, args) -> {
            if (method.getName().equals("commit")) {
                return commit.apply((Batch) args[0]);
            }
            if (method.getName().equals("equals")) {
                return self == args[0];
            }
            try {
                return method.invoke(real, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
