package org.sheng.operations.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** Makes records of one type of trees: the types are those that {@link org.sheng.operation.Operation} names. */
final class RecordReader {
    private static final int MOST_NAMED = 100;
    private static final ClassValue<RecordReader> READERS = new ClassValue<>() {
        @Override
        protected RecordReader computeValue(Class<?> type) {
            return new RecordReader(type.asSubclass(Record.class), Set.of());
        }
    };

    private final Constructor<? extends Record> constructor;
    private final List<Component> components;

    private RecordReader(Class<? extends Record> type, Set<Class<?>> within) {
        if (within.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " has itself as a part");
        }
        Set<Class<?>> here = new HashSet<>(within);
        here.add(type);
        RecordComponent[] found = type.getRecordComponents();
        components = Arrays.stream(found).map(component -> new Component(component, here)).toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(found).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("no canonical constructor in " + type.getName(), e);
        }
        constructor.setAccessible(true);
    }

    /** @throws IllegalArgumentException when a component has no {@code @Input} or a type that cannot be read */
    static RecordReader of(Class<? extends Record> type) {
        return READERS.get(type);
    }

    /** Of a part of other records. */
    static RecordReader within(Class<? extends Record> type, Set<Class<?>> others) {
        return new RecordReader(type, others);
    }

    boolean has(String name) {
        return components.stream().anyMatch(component -> component.name().equals(name));
    }

    /** True when the component is there and cannot be left out. */
    boolean needs(String name) {
        return components.stream().anyMatch(component -> component.name().equals(name) && component.needed());
    }

    /** @param within where the record stands in the input: {@code limits.}, or empty */
    Record read(Map<String, Object> tree, String within) throws Refusal {
        for (String name : tree.keySet()) {
            if (!has(name)) {
                String shown = within + (name.length() > MOST_NAMED ? name.substring(0, MOST_NAMED) + "…" : name);
                throw new Refusal(Kind.INVALID, shown, Text.of(RecordReader.class, "unknown", shown, names()));
            }
        }
        List<Object> values = new ArrayList<>(components.size());
        for (Component component : components) {
            values.add(component.read(tree.get(component.name()), within));
        }
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            throw refused(e.getCause(), within);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + constructor.getDeclaringClass().getName(), e);
        }
    }

    /** A record's own constructor may refuse values that do not go together; what it says of secrets is told to nobody. */
    private Refusal refused(Throwable cause, String within) {
        if (!(cause instanceof IllegalArgumentException)) {
            throw new IllegalStateException("cannot make " + constructor.getDeclaringClass().getName(), cause);
        }
        String at = within.isEmpty() ? "" : within.substring(0, within.length() - 1);
        boolean tells = components.stream().noneMatch(Component::secret) && cause.getMessage() != null;
        return new Refusal(Kind.INVALID, at, tells ? Text.said(cause.getMessage()) : Text.of(RecordReader.class, "together", names()));
    }

    /** A tree of this type without its secrets. */
    Map<String, Object> withoutSecrets(Map<String, Object> tree) {
        Map<String, Object> open = new LinkedHashMap<>();
        tree.forEach((name, value) -> components.stream().filter(component -> component.name().equals(name) && !component.secret())
                .forEach(component -> open.put(name, component.withoutSecrets(value))));
        return open;
    }

    private String names() {
        return String.join(", ", components.stream().map(Component::name).toList());
    }
}
