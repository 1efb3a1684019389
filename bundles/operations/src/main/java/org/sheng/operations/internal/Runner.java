package org.sheng.operations.internal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.operation.Access;
import org.sheng.operation.Audit;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations.Answer;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Scope;
import org.sheng.operation.Text;
import org.sheng.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its checks to its audit. Changes of one path come one after another, so that what was seen before a change is what was there; a task holds its
 * path only until it has begun, so that it holds up nobody for its length.
 */
final class Runner {
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Registry registry;
    private final Supplier<Audit> audit;
    private final PathLocks locks;

    /** A change of which the audit knows. */
    private record Begun(Entry entry, Record input, Optional<Entry> showing, long number) { }

    Runner(Registry registry, Supplier<Audit> audit, Duration longestWait) {
        this.registry = registry;
        this.audit = audit;
        this.locks = new PathLocks(longestWait);
    }

    /** What the caller must be allowed, before anything is done. */
    void check(Entry entry, Record input, Caller caller) throws Refusal {
        if (!caller.may(entry.offered())) {
            throw forbidden(entry, caller);
        }
        if (caller.role() != Caller.Role.DOMAIN) {
            return;
        }
        Scope scope = guarded(entry, () -> scope(entry.operation(), input));
        boolean within = scope instanceof Scope.Seen || scope instanceof Scope.Domains domains && !domains.names().isEmpty()
                && caller.domains().containsAll(domains.names());
        if (!within) {
            throw forbidden(entry, caller);
        }
    }

    Answer run(Entry entry, Record input, Call call, Optional<String> expected) throws Refusal {
        if (entry.offered().access() == Access.LOOK) {
            Object value = guarded(entry, () -> call(entry.operation(), input, call));
            boolean versioned = entry.output() instanceof Class<?> type && type.isRecord();
            return new Answer(value, versioned ? Optional.of(Version.of(Trees.of(value))) : Optional.empty());
        }
        String target = target(entry, input);
        Begun begun;
        try (PathLocks.Hold hold = locks.take(target)) {
            begun = begin(entry, input, target, call.caller(), expected);
            if (!entry.offered().task()) {
                return change(begun, call);
            }
        }
        return change(begun, call);
    }

    private Begun begin(Entry entry, Record input, String target, Caller caller, Optional<String> expected) throws Refusal {
        Optional<Entry> showing = registry.showing(entry);
        Optional<Object> before = before(showing, input, caller, expected.isPresent());
        if (expected.isPresent() && !expected.equals(before.map(Trees::of).map(Version::of))) {
            throw new Refusal(Kind.STALE, Text.of(Runner.class, "stale", target));
        }
        Optional<Inverse> inverse = guarded(entry, () -> inverse(entry.operation(), input, before)).flatMap(this::withoutSecrets);
        long number = guarded(entry, () -> audit.get().asked(caller, entry.name(), target, kept(input), before.map(Trees::kept), inverse));
        return new Begun(entry, input, showing, number);
    }

    private Answer change(Begun begun, Call call) throws Refusal {
        Object value;
        try {
            value = guarded(begun.entry(), () -> call(begun.entry().operation(), begun.input(), call));
        } catch (Refusal no) {
            answered(begun, Optional.of(Scalar.word(no.kind()) + ": " + no.getMessage()), Optional.empty());
            throw no;
        }
        Optional<Object> after = after(begun, call.caller());
        Optional<Object> kept = after.map(Trees::kept);
        answered(begun, Optional.empty(), kept.isPresent() || !(value instanceof Record) ? kept : Optional.ofNullable(Trees.kept(value)));
        return new Answer(value, after.map(Trees::of).map(Version::of), Optional.of(begun.number()));
    }

    /** What was done is done, whatever the audit says. */
    private void answered(Begun begun, Optional<String> refusal, Optional<Object> after) {
        try {
            audit.get().answered(begun.number(), refusal, after);
        } catch (RuntimeException e) {
            LOG.error("the result of {} (entry {}) is not in the audit: {}", begun.entry().name(), begun.number(), refusal.orElse("ok"), e);
        }
    }

    /** Empty where there is no such thing, nothing shows it, or, where nobody depends on it, it cannot be shown now. */
    private Optional<Object> before(Optional<Entry> showing, Record input, Caller caller, boolean needed) throws Refusal {
        try {
            return shown(showing, input, caller);
        } catch (Refusal no) {
            if (needed && no.kind() != Kind.MISSING) {
                throw no;
            }
            return Optional.empty();
        }
    }

    private Optional<Object> after(Begun begun, Caller caller) {
        try {
            return shown(begun.showing(), begun.input(), caller);
        } catch (Refusal none) {
            return Optional.empty(); // it was deleted, or cannot be shown now: the change is made all the same
        }
    }

    private static Optional<Object> shown(Optional<Entry> showing, Record input, Caller caller) throws Refusal {
        if (showing.isEmpty()) {
            return Optional.empty();
        }
        Entry show = showing.get();
        Record of = RecordReader.of(show.input()).read(Paths.values(show.path(), kept(input)), "");
        return Optional.ofNullable(guarded(show, () -> call(show.operation(), of, new PlainCall(caller))));
    }

    /** An inverse is kept, so it has no secrets: they are asked for when it is called. None where nothing offers what it names. */
    private Optional<Inverse> withoutSecrets(Inverse inverse) {
        return registry.named(inverse.operation())
                .map(entry -> new Inverse(inverse.operation(), RecordReader.of(entry.input()).withoutSecrets(inverse.input())));
    }

    private static String target(Entry entry, Record input) {
        return Paths.filled(entry.path(), kept(input));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> kept(Record input) {
        return (Map<String, Object>) Trees.kept(input);
    }

    private static Refusal forbidden(Entry entry, Caller caller) {
        return new Refusal(Kind.FORBIDDEN, Text.of(Runner.class, "forbidden", caller.name(), Scalar.word(caller.role()), entry.name()));
    }

    /** Work of an operation: what goes wrong in it becomes a refusal. */
    private static <T> T guarded(Entry entry, Work<T> work) throws Refusal {
        try {
            return work.run();
        } catch (DirectoryUnavailable | StoreException away) {
            throw new Refusal(Kind.UNAVAILABLE, Text.of(Runner.class, "unavailable", String.valueOf(away.getMessage())));
        } catch (RuntimeException | LinkageError defect) { // a bundle that stops meanwhile takes its classes with it
            LOG.error("{} failed: this is a defect", entry.operation().getClass().getName(), defect);
            throw new Refusal(Kind.FAILED, Text.of(Runner.class, "failed", defect.getClass().getSimpleName()));
        }
    }

    private interface Work<T> {
        T run() throws Refusal;
    }

    // The entry says that its input is of the operation's type.
    @SuppressWarnings("unchecked")
    private static <I extends Record> Object call(Operation<I, ?> operation, Record input, Call call) throws Refusal {
        return operation.run((I) input, call);
    }

    @SuppressWarnings("unchecked")
    private static <I extends Record> Scope scope(Operation<I, ?> operation, Record input) throws Refusal {
        return operation.scope((I) input);
    }

    @SuppressWarnings("unchecked")
    private static <I extends Record> Optional<Inverse> inverse(Operation<I, ?> operation, Record input, Optional<Object> before) {
        return operation.inverse((I) input, before);
    }
}
