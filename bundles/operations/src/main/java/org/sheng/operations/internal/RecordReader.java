package org.sheng.operations.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** Makes records of one type of trees: the types are those that {@link org.sheng.operation.Operation} names. */
final class RecordReader {
    private final Constructor<? extends Record> constructor;
    private final List<Component> components;

    /** @throws IllegalArgumentException when a component has no {@code @Input} or a type that cannot be read */
    RecordReader(Class<? extends Record> type) {
        RecordComponent[] found = type.getRecordComponents();
        components = Arrays.stream(found).map(Component::new).toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(found).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("no canonical constructor in " + type.getName(), e);
        }
        constructor.setAccessible(true);
    }

    boolean has(String name) {
        return components.stream().anyMatch(component -> component.name().equals(name));
    }

    /** @param within where the record stands in the input: {@code limits.}, or empty */
    Record read(Map<String, Object> tree, String within) throws Refusal {
        for (String name : tree.keySet()) {
            if (!has(name)) {
                throw new Refusal(Kind.INVALID, within + name, Text.of(RecordReader.class, "unknown", within + name, names()));
            }
        }
        List<Object> values = new ArrayList<>(components.size());
        for (Component component : components) {
            values.add(component.read(tree.get(component.name()), within));
        }
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            // a record's own constructor may refuse values that do not go together
            throw new Refusal(Kind.INVALID, Text.said(String.valueOf(e.getCause().getMessage())));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + constructor.getDeclaringClass().getName(), e);
        }
    }

    private String names() {
        return String.join(", ", components.stream().map(Component::name).toList());
    }
}
