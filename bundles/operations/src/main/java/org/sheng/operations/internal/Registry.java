package org.sheng.operations.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Operations.Watch;

/** The operations that there are now. Any thread. */
final class Registry {
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern HTTP = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/[a-z-]+|/\\{[a-zA-Z]+})+");
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @throws IllegalArgumentException for an operation that cannot be offered: a defect of its bundle; the text says which */
    void add(Operation<?, ?> operation) {
        Entry entry = entry(operation);
        synchronized (entries) {
            for (Entry other : entries.values()) {
                if (other.name().equals(entry.name()) || other.offered().http().equals(entry.offered().http())) {
                    throw new IllegalArgumentException(operation.getClass().getName() + " offers " + entry.name() + ", "
                            + entry.offered().http() + ", which " + other.operation().getClass().getName() + " offers already");
                }
            }
            entries.put(entry.name(), entry);
        }
        listeners.forEach(Runnable::run);
    }

    void remove(Operation<?, ?> operation) {
        boolean gone;
        synchronized (entries) {
            gone = entries.values().removeIf(entry -> entry.operation() == operation);
        }
        if (gone) {
            listeners.forEach(Runnable::run);
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

    /** What shows the thing that the operation is about: the GET of the same path. */
    Optional<Entry> showing(Entry entry) {
        return all().stream().filter(other -> other.method().equals("GET") && other.path().equals(entry.path())).findFirst();
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
        Class<? extends Record> input = ((Class<?>) types[0]).asSubclass(Record.class);
        RecordReader reader = new RecordReader(input);
        Matcher names = IN_PATH.matcher(offered.http());
        while (names.find()) {
            if (!reader.has(names.group(1))) {
                throw new IllegalArgumentException(type.getName() + ": " + offered.http() + " names what is no component of "
                        + input.getName());
            }
        }
        return new Entry(offered, operation, input, types[1]);
    }
}
