package org.sheng.operations.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Audit.Entry;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Caller.Role;
import org.sheng.operation.Input;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations;
import org.sheng.operation.Operations.Answer;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;
import org.sheng.operation.Text;
import org.sheng.store.StoreException;

@Timeout(60)
class RunnerTest {
    record Named(@Input("name") String name) { }

    record Setting(@Input("name") String name, @Input("value") int value, @Input(value = "pw", secret = true) Optional<String> password) { }

    record Thing(@Input("name") String name, @Input("value") int value, @Input(value = "token", once = true) Optional<String> token) { }

    /** What is steered. */
    private final Map<String, Integer> things = new TreeMap<>(Map.of("a", 1));
    private Optional<RuntimeException> failure = Optional.empty();
    private Optional<Refusal> refusal = Optional.empty();
    private Optional<CountDownLatch> hold = Optional.empty();
    private final CountDownLatch entered = new CountDownLatch(1);

    @Offered(name = "thing-show", http = "GET /things/{name}", area = Area.DIRECTORY, access = Access.LOOK, text = "x")
    private final class Show implements Operation<Named, Thing> {
        @Override
        public Thing run(Named input, Call call) throws Refusal {
            Integer value = things.get(input.name());
            if (value == null) {
                throw new Refusal(Kind.MISSING, Text.said("no " + input.name()));
            }
            return new Thing(input.name(), value, Optional.empty());
        }
    }

    private Thing set(Setting input) throws Refusal {
        try {
            entered.countDown();
            if (hold.isPresent()) {
                assertTrue(hold.get().await(30, TimeUnit.SECONDS));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        things.put(input.name(), input.value());
        return new Thing(input.name(), input.value(), Optional.of("told once"));
    }

    @Offered(name = "thing-set", http = "PUT /things/{name}", area = Area.DIRECTORY, access = Access.CHANGE, text = "x")
    private final class Set1 implements Operation<Setting, Thing> {
        @Override
        public Thing run(Setting input, Call call) throws Refusal {
            return set(input);
        }

        @Override
        public Optional<Inverse> inverse(Setting input, Optional<Object> before) {
            return before.map(Thing.class::cast).map(was -> new Inverse("thing-set", Map.of("name", was.name(), "value", was.value(), "password", "old")));
        }
    }

    @Offered(name = "thing-slow", http = "POST /things/{name}/slow", area = Area.DIRECTORY, access = Access.CHANGE, text = "x", task = true)
    private final class Slow implements Operation<Setting, Thing> {
        @Override
        public Thing run(Setting input, Call call) throws Refusal {
            return set(input);
        }
    }

    @Offered(name = "thing-delete", http = "DELETE /things/{name}", area = Area.DIRECTORY, access = Access.CHANGE, text = "x")
    private final class Delete implements Operation<Named, Void> {
        @Override
        public Void run(Named input, Call call) throws Refusal {
            things.remove(input.name());
            return null;
        }
    }

    @Offered(name = "thing-add", http = "POST /things", area = Area.DIRECTORY, access = Access.CHANGE, text = "x")
    private final class Add implements Operation<Setting, Thing> {
        @Override
        public Thing run(Setting input, Call call) throws Refusal {
            return set(input);
        }
    }

    private static final Caller ANN = caller(Role.SYSTEM, Set.of(), Set.of());
    private final Registry registry = new Registry();
    private final MemoryAudit audit = new MemoryAudit();
    private final Runner runner = new Runner(registry, () -> audit, Duration.ofMillis(300));

    @BeforeEach
    void offer() {
        List.of(new Show(), new Set1(), new Slow(), new Delete(), new Add()).forEach(registry::add);
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysInEveryAreaAndScope() {
        List<Scope> scopes = List.of(Scope.NODE, Scope.SEEN, Scope.of("a.com"), Scope.of("a.com", "b.com"), Scope.of("c.com"), Scope.of());
        int allowed = 0;
        for (Access access : Access.values()) {
            for (Area area : Area.values()) {
                for (boolean forDomains : new boolean[] {false, true}) {
                    for (Scope scope : scopes) {
                        Operations.Entry entry = new Operations.Entry(offered(access, area, forDomains), new Scoped(scope), Named.class, Thing.class);
                        for (Role role : Role.values()) {
                            for (Set<Area> areas : List.of(Set.<Area>of(), EnumSet.of(area), EnumSet.complementOf(EnumSet.of(area)))) {
                                boolean expected = allowed(role, access, area, areas, forDomains, scope);
                                Caller caller = caller(role, areas, role == Role.DOMAIN ? Set.of("a.com", "b.com") : Set.of());
                                assertEquals(expected, passes(entry, caller), role + " " + access + " " + area + " " + areas + " " + forDomains + " " + scope);
                                allowed += expected ? 1 : 0;
                            }
                        }
                    }
                }
            }
        }
        // 9 areas, 2 narrowings that have the area: roles that look at the whole node 12 of (access, role), times 6 scopes and both kinds; and those of domains
        assertEquals(9 * 2 * (6 * 12 + 3 * 3), allowed);
    }

    /** Said another way than the code does, so that a slip in it shows. */
    private static boolean allowed(Role role, Access access, Area area, Set<Area> areas, boolean forDomains, Scope scope) {
        if (!areas.isEmpty() && !areas.contains(area)) {
            return false;
        }
        return switch (role) {
            case SYSTEM -> true;
            case OPERATOR -> access != Access.CHANGE;
            case AUDITOR -> access == Access.LOOK;
            case DOMAIN -> forDomains && (scope == Scope.SEEN || Set.of(Scope.of("a.com"), Scope.of("a.com", "b.com")).contains(scope));
        };
    }

    private boolean passes(Operations.Entry entry, Caller caller) {
        try {
            runner.check(entry, new Named("x"), caller);
            return true;
        } catch (Refusal no) {
            assertEquals(Kind.FORBIDDEN, no.kind());
            return false;
        }
    }

    @Test
    void aChangeIsInTheAuditWithBeforeAfterAndInverseAndWithoutSecrets() throws Exception {
        Answer answer = run("thing-set", Map.of("name", "a", "value", 2, "password", "SECRET"));
        Entry entry = audit.last();
        assertEquals(List.of("ann", "rest", "192.0.2.7", "thing-set", "/things/a", "ok"),
                List.of(entry.who(), entry.via(), entry.from(), entry.operation(), entry.target(), entry.result()));
        assertEquals(Map.of("name", "a", "value", 2), entry.input());
        assertEquals(Optional.of(Map.of("name", "a", "value", 1)), entry.before());
        assertEquals(Optional.of(Map.of("name", "a", "value", 2)), entry.after());
        assertEquals(Optional.of(new Inverse("thing-set", Map.of("name", "a", "value", 1))), entry.inverse());
        assertEquals(Optional.of(entry.number()), answer.entry());
        assertEquals("told once", ((Thing) answer.value()).token().orElseThrow());
        run("thing-add", Map.of("name", "b", "value", 7));
        assertEquals(Optional.empty(), audit.last().before());
        assertEquals(Optional.of(Map.of("name", "b", "value", 7)), audit.last().after(), "the answer without what is told once");
        run("thing-delete", Map.of("name", "b"));
        assertEquals(List.of(Optional.of(Map.of("name", "b", "value", 7)), Optional.empty(), "ok"),
                List.of(audit.last().before(), audit.last().after(), audit.last().result()));
        assertEquals(3, audit.entries.size());
        run("thing-show", Map.of("name", "a"));
        assertEquals(3, audit.entries.size(), "a look is in no audit");
    }

    @Test
    void whoSawAnOlderStateIsRefusedBeforeAnythingIsDone() throws Exception {
        String seen = run("thing-show", Map.of("name", "a")).version().orElseThrow();
        String now = runner.run(entry("thing-set"), input("thing-set", Map.of("name", "a", "value", 2)), new PlainCall(ANN), Optional.of(seen)).version()
                .orElseThrow();
        assertEquals(now, run("thing-show", Map.of("name", "a")).version().orElseThrow());
        assertEquals(Kind.STALE, refused("thing-set", Map.of("name", "a", "value", 3), Optional.of(seen)).kind());
        assertEquals(Kind.STALE, refused("thing-set", Map.of("name", "new", "value", 3), Optional.of(seen)).kind());
        assertEquals(2, things.get("a"));
        assertEquals(1, audit.entries.size());
    }

    @Test
    void whatWentWrongHasItsKindAndStandsInTheAudit() {
        refusal = Optional.of(new Refusal(Kind.IN_USE, Text.said("used by b")));
        assertEquals(Kind.IN_USE, set().kind());
        assertEquals("in-use: used by b", audit.last().result());
        refusal = Optional.empty();
        failure = Optional.of(new DirectoryUnavailable("it is away", null));
        assertEquals(Kind.UNAVAILABLE, set().kind());
        failure = Optional.of(new StoreException(StoreException.Reason.BUSY, -1, "too much"));
        assertEquals(Kind.UNAVAILABLE, set().kind());
        failure = Optional.of(new IllegalStateException("SECRET"));
        Refusal defect = set();
        assertEquals(Kind.FAILED, defect.kind());
        assertFalse(defect.getMessage().contains("SECRET"), defect.getMessage());
        assertTrue(audit.last().result().startsWith("failed: "), audit.last().result());
        assertEquals(1, things.get("a"));
        assertEquals(4, audit.entries.size());
    }

    @Test
    void changesOfOnePathComeOneAfterAnotherAndNobodyWaitsForLong() throws Exception {
        hold = Optional.of(new CountDownLatch(1));
        CompletableFuture<Refusal> first = CompletableFuture.supplyAsync(() -> {
            try {
                run("thing-set", Map.of("name", "a", "value", 2));
                return null;
            } catch (Refusal no) {
                return no;
            }
        });
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        assertEquals(Kind.LIMIT, refused("thing-delete", Map.of("name", "a"), Optional.empty()).kind());
        run("thing-delete", Map.of("name", "other"));
        hold.get().countDown();
        assertEquals(null, first.get(30, TimeUnit.SECONDS));
        run("thing-delete", Map.of("name", "a"));
        assertEquals(Map.of(), things);
    }

    @Test
    void aTaskHoldsItsPathNoLongerThanUntilItHasBegun() throws Exception {
        hold = Optional.of(new CountDownLatch(1));
        List<CompletableFuture<Answer>> running = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            running.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return run("thing-slow", Map.of("name", "a", "value", 2));
                } catch (Refusal no) {
                    throw new IllegalStateException(no);
                }
            }));
        }
        org.sheng.testing.Await.until("both have begun", () -> audit.entries.size() == 2);
        hold.get().countDown();
        for (CompletableFuture<Answer> each : running) {
            each.get(30, TimeUnit.SECONDS);
        }
        assertEquals("ok", audit.last().result());
    }

    @Test
    void anOperationThatGoesWhileItRunsEndsAsItWould() throws Exception {
        hold = Optional.of(new CountDownLatch(1));
        Operations.Entry entry = entry("thing-set");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(() -> {
            try {
                return run("thing-set", Map.of("name", "a", "value", 2));
            } catch (Refusal no) {
                throw new IllegalStateException(no);
            }
        });
        assertTrue(entered.await(30, TimeUnit.SECONDS));
        registry.remove(entry.operation());
        hold.get().countDown();
        running.get(30, TimeUnit.SECONDS);
        assertEquals(2, things.get("a"));
        assertEquals("ok", audit.last().result());
    }

    @Test
    void locksOfPathsAreForgottenWhenNobodyUsesThem() throws Exception {
        PathLocks locks = new PathLocks(Duration.ofMillis(50));
        try (PathLocks.Hold one = locks.take("/a"); PathLocks.Hold other = locks.take("/b")) {
            assertEquals(2, locks.size());
            CompletableFuture<Void> waits = CompletableFuture.runAsync(() ->
                    assertEquals(Kind.LIMIT, assertThrows(Refusal.class, () -> locks.take("/a")).kind()));
            waits.get(30, TimeUnit.SECONDS);
        }
        assertEquals(0, locks.size());
    }

    private Refusal set() {
        return refused("thing-set", Map.of("name", "a", "value", 9), Optional.empty());
    }

    private Answer run(String name, Map<String, Object> tree) throws Refusal {
        Operations.Entry entry = registry.named(name).orElseThrow();
        runner.check(entry, input(name, tree), ANN);
        return runner.run(entry, input(name, tree), new PlainCall(ANN), Optional.empty());
    }

    private Refusal refused(String name, Map<String, Object> tree, Optional<String> expected) {
        return assertThrows(Refusal.class, () -> runner.run(entry(name), input(name, tree), new PlainCall(ANN), expected));
    }

    private Operations.Entry entry(String name) {
        return registry.named(name).orElseThrow();
    }

    private Record input(String name, Map<String, Object> tree) throws Refusal {
        return RecordReader.of(entry(name).input()).read(tree, "");
    }

    private static Caller caller(Role role, Set<Area> areas, Set<String> domains) {
        return new Caller("ann", role, areas, domains, "rest", "192.0.2.7", Locale.ROOT);
    }

    private record Scoped(Scope about) implements Operation<Named, Thing> {
        @Override
        public Thing run(Named input, Call call) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Scope scope(Named input) {
            return about;
        }
    }

    private static Offered offered(Access access, Area area, boolean forDomains) {
        return new Offered() {
            @Override
            public String name() {
                return "x";
            }

            @Override
            public String http() {
                return "POST /x/{name}";
            }

            @Override
            public Area area() {
                return area;
            }

            @Override
            public Access access() {
                return access;
            }

            @Override
            public String text() {
                return "x";
            }

            @Override
            public boolean task() {
                return false;
            }

            @Override
            public boolean forDomains() {
                return forDomains;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return Offered.class;
            }
        };
    }
}
