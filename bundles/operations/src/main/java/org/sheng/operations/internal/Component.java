package org.sheng.operations.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sheng.operation.Input;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** A component of an input: its bounds, and how a value is read. */
final class Component {
    private final RecordComponent component;
    private final Input input;
    private final Pattern pattern;

    Component(RecordComponent component) {
        this.component = component;
        this.input = component.getAnnotation(Input.class);
        if (input == null) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName() + " has no @Input");
        }
        this.pattern = Pattern.compile(input.pattern());
        check(component.getGenericType());
    }

    String name() {
        return component.getName();
    }

    private void check(Type type) {
        if (type instanceof ParameterizedType of) {
            for (Type argument : of.getActualTypeArguments()) {
                check(argument);
            }
        } else if (!Scalar.reads((Class<?>) type)) {
            new RecordReader(((Class<?>) type).asSubclass(Record.class));
        }
    }

    Object read(Object given, String within) throws Refusal {
        String at = within + name();
        Type type = component.getGenericType();
        if (type instanceof ParameterizedType of && of.getRawType() == Optional.class) {
            return given == null ? Optional.empty() : Optional.of(value(of.getActualTypeArguments()[0], given, at));
        }
        if (given == null && type instanceof ParameterizedType of) {
            return of.getRawType() == List.class ? bounded(List.of(), 0, at) : Map.of();
        }
        if (given == null && type == boolean.class) {
            return false;
        }
        if (given == null) {
            throw new Refusal(Kind.INVALID, at, Text.of(Component.class, "missing", at, input.value()));
        }
        return value(type, given, at);
    }

    private Object value(Type type, Object given, String at) throws Refusal {
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            return list(of.getActualTypeArguments()[0], given, at);
        }
        if (type instanceof ParameterizedType) {
            return texts(given, at);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord() && !Scalar.reads(plain)) {
            return new RecordReader(plain.asSubclass(Record.class)).read(tree(given, at), at + ".");
        }
        Object value;
        try {
            value = Scalar.read(plain, given);
        } catch (IllegalArgumentException e) {
            throw invalid(at, given, Scalar.form(plain));
        }
        return bounded(value, Scalar.measure(value), at);
    }

    private List<Object> list(Type element, Object given, String at) throws Refusal {
        List<?> items = given instanceof List<?> many ? many : List.of(given);
        if (items.size() > input.max() && input.max() >= 0) {
            throw outside(at, items.size());
        }
        List<Object> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String here = at + "[" + i + "]";
            Class<?> plain = (Class<?>) element;
            if (plain.isRecord() && !Scalar.reads(plain)) {
                values.add(new RecordReader(plain.asSubclass(Record.class)).read(tree(items.get(i), here), here + "."));
                continue;
            }
            try {
                values.add(Scalar.read(plain, items.get(i)));
            } catch (IllegalArgumentException e) {
                throw invalid(here, items.get(i), Scalar.form(plain));
            }
            matched(values.get(i), here);
        }
        return bounded(List.copyOf(values), values.size(), at);
    }

    private static Map<String, String> texts(Object given, String at) throws Refusal {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : tree(given, at).entrySet()) {
            texts.put(each.getKey(), String.valueOf(each.getValue()));
        }
        return texts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> tree(Object given, String at) throws Refusal {
        if (given instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Refusal(Kind.INVALID, at, Text.of(Component.class, "object", at));
    }

    private <T> T bounded(T value, long measure, String at) throws Refusal {
        if (measure < input.min() || measure > input.max()) {
            throw outside(at, measure);
        }
        if (!(value instanceof List)) {
            matched(value, at);
        }
        return value;
    }

    private void matched(Object value, String at) throws Refusal {
        if (!input.pattern().isEmpty() && !pattern.matcher(String.valueOf(value)).matches()) {
            throw invalid(at, value, Text.of(Component.class, "pattern", input.pattern()));
        }
    }

    private Refusal outside(String at, long measure) {
        String key = input.min() == Long.MIN_VALUE ? "above" : input.max() == Long.MAX_VALUE ? "below" : "outside";
        return new Refusal(Kind.INVALID, at, Text.of(Component.class, key, at, String.valueOf(measure), String.valueOf(input.min()),
                String.valueOf(input.max())));
    }

    private Refusal invalid(String at, Object given, Text form) {
        String shown = input.secret() ? "(…)" : String.valueOf(given);
        return new Refusal(Kind.INVALID, at, Text.of(Component.class, "invalid", at, shown.length() > 100 ? shown.substring(0, 100) + "…" : shown,
                form));
    }
}
