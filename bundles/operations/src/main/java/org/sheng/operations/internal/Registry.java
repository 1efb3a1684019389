package org.sheng.operations.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.operation.Access;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Operations.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operations that there are now. Any thread. */
final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern HTTP = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/[a-z-]+|/\\{[a-zA-Z]+})+");
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** Whose name or path another has. Guarded by entries. */
    private final List<Operation<?, ?>> second = new ArrayList<>();

    /**
     * One whose name or path another has is offered when the other goes.
     *
     * @throws IllegalArgumentException for an operation that cannot be offered: a defect of its bundle; the text says which
     */
    void add(Operation<?, ?> operation) {
        Entry entry = entry(operation);
        synchronized (entries) {
            Optional<Entry> other = entries.values().stream()
                    .filter(each -> each.name().equals(entry.name()) || each.offered().http().equals(entry.offered().http())).findFirst();
            if (other.isPresent()) {
                second.add(operation);
                throw new IllegalArgumentException(operation.getClass().getName() + " offers " + entry.name() + ", "
                        + entry.offered().http() + ", which " + other.get().operation().getClass().getName() + " offers already");
            }
            entries.put(entry.name(), entry);
        }
        tell();
    }

    void remove(Operation<?, ?> operation) {
        boolean gone;
        synchronized (entries) {
            second.removeIf(each -> each == operation);
            gone = entries.values().removeIf(entry -> entry.operation() == operation);
            if (gone) {
                second.removeIf(this::takesOver);
            }
        }
        if (gone) {
            tell();
        }
    }

    private boolean takesOver(Operation<?, ?> operation) {
        Entry entry = entry(operation);
        boolean free = entries.values().stream()
                .noneMatch(each -> each.name().equals(entry.name()) || each.offered().http().equals(entry.offered().http()));
        if (free) {
            entries.put(entry.name(), entry);
        }
        return free;
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException defect) {
                LOG.error("{} failed when told of a change of operations: this is a defect", listener.getClass().getName(), defect);
            }
        }
    }

    List<Entry> all() {
        synchronized (entries) {
            return List.copyOf(entries.values());
        }
    }

    Optional<Entry> named(String name) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(name));
        }
    }

    /** What shows the thing that the operation is about: the GET of the same path, where it answers one thing. */
    Optional<Entry> showing(Entry entry) {
        return all().stream().filter(other -> other.method().equals("GET") && other.path().equals(entry.path()))
                .filter(other -> other.offered().access() == Access.LOOK && !other.offered().task())
                .filter(other -> other.output() instanceof Class<?> type && type.isRecord()).findFirst();
    }

    Watch watch(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    static Entry entry(Operation<?, ?> operation) {
        Class<?> type = operation.getClass();
        Offered offered = type.getAnnotation(Offered.class);
        if (offered == null) {
            throw new IllegalArgumentException(type.getName() + " has no @Offered");
        }
        if (!NAME.matcher(offered.name()).matches() || !HTTP.matcher(offered.http()).matches()) {
            throw new IllegalArgumentException(type.getName() + ": bad name or path: " + offered.name() + ", " + offered.http());
        }
        ParameterizedType as = Arrays.stream(type.getGenericInterfaces()).filter(ParameterizedType.class::isInstance)
                .map(ParameterizedType.class::cast).filter(each -> each.getRawType() == Operation.class).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " does not implement Operation<I, O> itself"));
        Type[] types = as.getActualTypeArguments();
        if (!(types[0] instanceof Class<?> record) || !record.isRecord()) {
            throw new IllegalArgumentException(type.getName() + ": its input is no record: " + types[0]);
        }
        Class<? extends Record> input = record.asSubclass(Record.class);
        RecordReader reader = RecordReader.of(input);
        Matcher names = IN_PATH.matcher(offered.http());
        while (names.find()) {
            if (!reader.needs(names.group(1))) {
                throw new IllegalArgumentException(type.getName() + ": " + offered.http() + " names what is no component of "
                        + input.getName() + ", or one that may be left out");
            }
        }
        if (offered.forDomains() && Arrays.stream(type.getMethods()).filter(method -> method.getName().equals("scope"))
                .allMatch(method -> method.getDeclaringClass() == Operation.class)) {
            throw new IllegalArgumentException(type.getName() + " is for administrators of domains and does not say of which: it has no scope");
        }
        return new Entry(offered, operation, input, types[1]);
    }
}
