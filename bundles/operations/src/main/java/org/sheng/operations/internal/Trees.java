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
import org.sheng.mail.MailAddress;
import org.sheng.operation.Body;
import org.sheng.operation.Input;

/** Values as trees: maps, lists, strings, numbers, booleans. */
final class Trees {
    private Trees() { }

    /** As it is answered: secrets, bodies and empty Optionals are left out. */
    static Object of(Object value) {
        return of(value, true);
    }

    /** As it is kept: without what is told once, too. */
    static Object kept(Object value) {
        return of(value, false);
    }

    private static Object of(Object value, boolean once) {
        if (value == null || value instanceof Number || value instanceof Boolean || value instanceof String) {
            return value;
        }
        if (value instanceof Optional<?> optional) {
            return optional.map(each -> of(each, once)).orElse(null);
        }
        if (value instanceof OptionalLong number) {
            return number.isPresent() ? number.getAsLong() : null;
        }
        if (value instanceof OptionalInt number) {
            return number.isPresent() ? number.getAsInt() : null;
        }
        if (value instanceof Collection<?> many) {
            List<Object> list = new ArrayList<>(many.size());
            many.forEach(each -> list.add(of(each, once)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> tree = new LinkedHashMap<>();
            map.forEach((key, each) -> tree.put(String.valueOf(key), of(each, once)));
            return tree;
        }
        if (value instanceof Enum<?> constant) {
            return Scalar.word(constant);
        }
        return value instanceof Record record && !(value instanceof MailAddress) ? record(record, once) : value.toString();
    }

    private static Map<String, Object> record(Record record, boolean once) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Input input = component.getAnnotation(Input.class);
            boolean hidden = input != null && (input.secret() || input.once() && !once);
            Object value = hidden || component.getType() == Body.class ? null : of(read(component, record), once);
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
