package org.sheng.operations.internal;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.operation.Body;
import org.sheng.operation.Input;

/** Values as trees: maps, lists, strings, numbers, booleans. */
final class Trees {
    private Trees() { }

    /** Secrets, bodies and empty Optionals are left out. */
    static Object of(Object value) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(Trees::of).orElse(null);
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof Collection<?> many) {
            List<Object> list = new ArrayList<>(many.size());
            many.forEach(each -> list.add(of(each)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> tree = new LinkedHashMap<>();
            map.forEach((key, each) -> tree.put(String.valueOf(key), of(each)));
            return tree;
        }
        if (value instanceof Enum<?> constant) {
            return Scalar.word(constant);
        }
        return value instanceof Record record && !(value instanceof org.sheng.mail.MailAddress) ? record(record) : value.toString();
    }

    private static Map<String, Object> record(Record record) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Input input = component.getAnnotation(Input.class);
            if (input != null && input.secret() || component.getType() == Body.class) {
                continue;
            }
            Object value = of(read(component, record));
            if (value != null) {
                tree.put(component.getName(), value);
            }
        }
        return tree;
    }

    private static Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
