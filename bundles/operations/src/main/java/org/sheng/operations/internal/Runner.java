package org.sheng.operations.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.operation.Access;
import org.sheng.operation.Audit;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Feed;
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
 * One call from its checks to its audit. Changes of one thing come one after another, so that what was seen before a change is what was there; a hash of the
 * path chooses one of {@value #LOCKS} locks.
 */
final class Runner {
    private static final int LOCKS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

    private final Registry registry;
    private final Supplier<Audit> audit;
    private final Lock[] locks = Stream.generate(ReentrantLock::new).limit(LOCKS).toArray(Lock[]::new);

    Runner(Registry registry, Supplier<Audit> audit) {
        this.registry = registry;
        this.audit = audit;
    }

    /** What the caller must be allowed, before anything is done. */
    void check(Entry entry, Record input, Caller caller) throws Refusal {
        if (!caller.may(entry.offered())) {
            throw forbidden(entry, caller);
        }
        if (caller.role() != Caller.Role.DOMAIN) {
            return;
        }
        Scope scope = scope(entry.operation(), input);
        if (scope instanceof Scope.Domains domains ? !caller.domains().containsAll(domains.names()) : scope instanceof Scope.Whole) {
            throw forbidden(entry, caller);
        }
    }

    Answer run(Entry entry, Record input, Call call, Optional<String> expected) throws Refusal {
        if (entry.offered().access() == Access.LOOK) {
            Object value = call(entry.operation(), input, call);
            boolean versioned = value instanceof Record && !(value instanceof org.sheng.operation.Page<?>) && !(value instanceof Feed);
            return new Answer(value, versioned ? Optional.of(Version.of(Trees.of(value))) : Optional.empty());
        }
        String target = target(entry, input);
        Lock lock = locks[Math.floorMod(target.hashCode(), LOCKS)];
        lock.lock();
        try {
            return change(entry, input, target, call, expected);
        } finally {
            lock.unlock();
        }
    }

    private Answer change(Entry entry, Record input, String target, Call call, Optional<String> expected) throws Refusal {
        Optional<Entry> showing = registry.showing(entry);
        Optional<Object> before = shown(showing, input, call);
        Optional<Object> beforeTree = before.map(Trees::of);
        if (expected.isPresent() && !expected.equals(beforeTree.map(Version::of))) {
            throw new Refusal(Kind.STALE, Text.of(Runner.class, "stale", target));
        }
        Optional<Inverse> inverse = inverse(entry.operation(), input, before);
        long number = audit.get().asked(call.caller(), entry.name(), target, tree(input), beforeTree, inverse);
        Object value;
        try {
            value = call(entry.operation(), input, call);
        } catch (Refusal no) {
            audit.get().answered(number, Optional.of(Scalar.word(no.kind()) + ": " + no.getMessage()), Optional.empty());
            throw no;
        }
        Optional<Object> after = shown(showing, input, call).map(Trees::of);
        audit.get().answered(number, Optional.empty(), after.isPresent() ? after : Optional.ofNullable(Trees.of(value)));
        return new Answer(value, after.map(Version::of));
    }

    /** The thing as it is now; empty when there is none, or nothing shows it. */
    private Optional<Object> shown(Optional<Entry> showing, Record input, Call call) {
        if (showing.isEmpty()) {
            return Optional.empty();
        }
        try {
            Map<String, Object> path = Paths.values(showing.get().path(), tree(input));
            Record of = new RecordReader(showing.get().input()).read(path, "");
            return Optional.ofNullable(call(showing.get().operation(), of, call));
        } catch (Refusal none) {
            return Optional.empty();
        }
    }

    private static String target(Entry entry, Record input) {
        return Paths.filled(entry.path(), tree(input));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Record input) {
        return (Map<String, Object>) Trees.of(input);
    }

    private static Refusal forbidden(Entry entry, Caller caller) {
        return new Refusal(Kind.FORBIDDEN, Text.of(Runner.class, "forbidden", caller.name(), Scalar.word(caller.role()), entry.name()));
    }

    // The entry says that its input is of the operation's type.
    @SuppressWarnings("unchecked")
    private static <I extends Record> Object call(Operation<I, ?> operation, Record input, Call call) throws Refusal {
        try {
            return operation.run((I) input, call);
        } catch (DirectoryUnavailable | StoreException away) {
            throw new Refusal(Kind.UNAVAILABLE, Text.of(Runner.class, "unavailable", String.valueOf(away.getMessage())));
        } catch (RuntimeException defect) {
            LOG.error("{} failed: this is a defect", operation.getClass().getName(), defect);
            throw new Refusal(Kind.FAILED, Text.of(Runner.class, "failed", defect.toString()));
        }
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
