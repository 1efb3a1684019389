package org.sheng.administration.internal;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Assertions;
import org.sheng.operation.Audit;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Tasks;
import org.sheng.operations.internal.OperationsService;
import org.sheng.operations.internal.TaskPool;

/** Where administrators call operations in tests: the real engine of operations, with an audit in memory. */
public final class Desk implements AutoCloseable {
    public static final Caller SYSTEM = caller(Caller.Role.SYSTEM);
    public static final Caller OPERATOR = caller(Caller.Role.OPERATOR);
    public static final Caller AUDITOR = caller(Caller.Role.AUDITOR);

    private final Kept audit = new Kept();
    private final TaskPool tasks = new TaskPool();
    private final OperationsService engine = new OperationsService(audit, tasks);

    private static Caller caller(Caller.Role role) {
        return new Caller("anna", role, Set.of(), Set.of(), "test", "192.0.2.7", Locale.ENGLISH);
    }

    /** An administrator of these domains. */
    public static Caller of(String... domains) {
        return new Caller("ben", Caller.Role.DOMAIN, Set.of(), Set.of(domains), "test", "192.0.2.8", Locale.ENGLISH);
    }

    public static Caller chinese(Caller caller) {
        return new Caller(caller.name(), caller.role(), caller.areas(), caller.domains(), caller.via(), caller.from(),
                Locale.SIMPLIFIED_CHINESE);
    }

    public Desk with(Operation<?, ?>... operations) throws ReflectiveOperationException {
        Method bind = OperationsService.class.getDeclaredMethod("bind", Operation.class); // as Declarative Services does
        bind.setAccessible(true);
        for (Operation<?, ?> each : operations) {
            bind.invoke(engine, each);
            String name = each.getClass().getAnnotation(Offered.class).name();
            engine.named(name).orElseThrow(() -> new AssertionError(name + " is not offered"));
        }
        return this;
    }

    public Operations operations() {
        return engine;
    }

    public Tasks tasks() {
        return tasks;
    }

    /** What the operation answers. */
    public Object call(Caller caller, String name, Map<String, Object> input) throws Refusal {
        return call(caller, name, input, Optional.empty()).value();
    }

    public Operations.Answer call(Caller caller, String name, Map<String, Object> input, Optional<String> expected) throws Refusal {
        Operations.Entry entry = engine.named(name).orElseThrow();
        return engine.run(entry, engine.input(entry, input), caller, expected);
    }

    /** The tree of what the operation answers. */
    public Map<?, ?> tree(Caller caller, String name, Map<String, Object> input) throws Refusal {
        return (Map<?, ?>) engine.tree(call(caller, name, input));
    }

    /** The values of one component of all items of a page. */
    public List<Object> items(Caller caller, String name, Map<String, Object> input, String component) throws Refusal {
        List<Object> values = new ArrayList<>();
        for (Object item : (List<?>) tree(caller, name, input).get("items")) {
            values.add(((Map<?, ?>) item).get(component));
        }
        return values;
    }

    /** Runs a task to its end. */
    public Tasks.View task(Caller caller, String name, Map<String, Object> input) throws Refusal, InterruptedException {
        Tasks.View begun = (Tasks.View) call(caller, name, input);
        CompletableFuture<Void> end = tasks.follow(begun.id()).orElseThrow().open(item -> true).toCompletableFuture();
        try {
            end.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the task did not end: " + tasks.task(begun.id()), e);
        }
        return tasks.task(begun.id()).orElseThrow();
    }

    /** Why it is refused. */
    public Refusal refused(Caller caller, String name, Map<String, Object> input) {
        return Assertions.assertThrows(Refusal.class, () -> call(caller, name, input));
    }

    /** Takes the last change back. */
    public void undo() throws Refusal {
        Inverse inverse = audit.inverse.orElseThrow(() -> new AssertionError("the last change has no inverse"));
        call(SYSTEM, inverse.operation(), inverse.input());
    }

    public boolean canUndo() {
        return audit.inverse.isPresent();
    }

    /** What was told to the audit, as text. */
    public List<String> audited() {
        return audit.told;
    }

    @Override
    public void close() throws InterruptedException {
        tasks.close();
    }

    private static final class Kept implements Audit {
        private final List<String> told = new CopyOnWriteArrayList<>();
        private volatile Optional<Inverse> inverse = Optional.empty();

        @Override
        public long asked(Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before,
                Optional<Inverse> inverse) {
            this.inverse = inverse;
            told.add(operation + " " + target + " " + input + " " + before);
            return told.size();
        }

        @Override
        public void answered(long number, Optional<String> refusal, Optional<Object> after) {
            told.add(number + " " + refusal + " " + after);
        }

        @Override
        public void undone(long number, long by) {
            told.add(number + " undone by " + by);
        }

        @Override
        public Page<Entry> entries(Filter filter, Optional<Long> before, int limit) {
            return Page.all(List.of());
        }

        @Override
        public Optional<Entry> entry(long number) {
            return Optional.empty();
        }

        @Override
        public Optional<String> verify() {
            return Optional.empty();
        }

        @Override
        public List<Entry> after(long number, int limit) {
            return List.of();
        }
    }
}
