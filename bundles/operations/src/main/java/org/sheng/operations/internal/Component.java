package org.sheng.operations.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sheng.operation.Input;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** A component of an input: its bounds, and how a value is read. */
final class Component {
    private static final int MOST_SHOWN = 100;

    private final String name;
    private final Input input;
    private final Pattern pattern;
    private final Form form;
    /** Of the value, of an element, or of what an Optional has. */
    private final Class<?> plain;
    private final boolean optional;
    /** Of a record; null of others. */
    private final RecordReader parts;

    private enum Form { ONE, LIST, TEXTS }

    /** @param within records that it is a part of */
    Component(RecordComponent component, Set<Class<?>> within) {
        this.name = component.getName();
        this.input = component.getAnnotation(Input.class);
        if (input == null) {
            throw bad(component, "has no @Input");
        }
        this.pattern = Pattern.compile(input.pattern());
        Type type = component.getGenericType();
        optional = type instanceof ParameterizedType of && of.getRawType() == Optional.class;
        Type inner = optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
        if (inner instanceof ParameterizedType of && of.getRawType() == Map.class && List.of(of.getActualTypeArguments()).equals(List.of(String.class, String.class))) {
            form = Form.TEXTS;
            plain = String.class;
        } else if (inner instanceof ParameterizedType of && of.getRawType() == List.class && of.getActualTypeArguments()[0] instanceof Class<?> element) {
            form = Form.LIST;
            plain = element;
        } else if (inner instanceof Class<?> one) {
            form = Form.ONE;
            plain = one;
        } else {
            throw bad(component, "has a type that no input has: " + type);
        }
        if (!Scalar.reads(plain) && !plain.isRecord()) {
            throw bad(component, "has a type that no input has: " + type);
        }
        parts = Scalar.reads(plain) ? null : RecordReader.within(plain.asSubclass(Record.class), within);
    }

    private static IllegalArgumentException bad(RecordComponent component, String how) {
        return new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName() + " " + how);
    }

    String name() {
        return name;
    }

    boolean secret() {
        return input.secret();
    }

    /** False for what may be left out. */
    boolean needed() {
        return !optional && form == Form.ONE && plain != boolean.class;
    }

    Object read(Object given, String within) throws Refusal {
        String at = within + name;
        if (given == null) {
            return absent(at);
        }
        Object value = switch (form) {
            case ONE -> one(given, at);
            case LIST -> list(given, at);
            case TEXTS -> texts(given, at);
        };
        return optional ? Optional.of(value) : value;
    }

    private Object absent(String at) throws Refusal {
        if (optional) {
            return Optional.empty();
        }
        return switch (form) {
            case LIST -> bounded(List.of(), 0, at);
            case TEXTS -> Map.of();
            case ONE -> {
                if (plain != boolean.class) {
                    throw new Refusal(Kind.INVALID, at, Text.of(Component.class, "missing", at, input.value()));
                }
                yield false;
            }
        };
    }

    private Object one(Object given, String at) throws Refusal {
        Object value = element(given, at);
        if (parts == null) {
            bounded(value, Scalar.measure(value), at);
            matched(value, at);
        }
        return value;
    }

    private List<Object> list(Object given, String at) throws Refusal {
        List<?> items = given instanceof List<?> many ? many : List.of(given);
        bounded(items, items.size(), at);
        List<Object> values = new ArrayList<>(items.size());
        for (int i = 0; i < items.size(); i++) {
            String here = at + "[" + i + "]";
            values.add(element(items.get(i), here));
            matched(values.get(i), here);
        }
        return List.copyOf(values);
    }

    /** A value of the plain type, without regard to bounds. */
    private Object element(Object given, String at) throws Refusal {
        if (parts != null) {
            return parts.read(tree(given, at), at + ".");
        }
        try {
            return Scalar.read(plain, given);
        } catch (IllegalArgumentException e) {
            throw invalid(at, given, Scalar.form(plain));
        }
    }

    private Map<String, String> texts(Object given, String at) throws Refusal {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : tree(given, at).entrySet()) {
            texts.put(each.getKey(), (String) element(each.getValue(), at + "." + each.getKey()));
        }
        bounded(texts, texts.size(), at);
        return texts;
    }

    @SuppressWarnings("unchecked") // faces make no other maps
    private static Map<String, Object> tree(Object given, String at) throws Refusal {
        if (given instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new Refusal(Kind.INVALID, at, Text.of(Component.class, "object", at));
    }

    Object withoutSecrets(Object value) {
        if (parts != null && value instanceof List<?> list) {
            return list.stream().map(this::withoutSecrets).toList();
        }
        if (parts != null && value instanceof Map<?, ?> map) {
            Map<String, Object> tree = new LinkedHashMap<>();
            map.forEach((key, each) -> tree.put(String.valueOf(key), each));
            return parts.withoutSecrets(tree);
        }
        return value;
    }

    private <T> T bounded(T value, long measure, String at) throws Refusal {
        if (measure < input.min() || measure > input.max()) {
            throw outside(at, measure);
        }
        return value;
    }

    private void matched(Object value, String at) throws Refusal {
        if (parts == null && !input.pattern().isEmpty() && !pattern.matcher(String.valueOf(value)).matches()) {
            throw invalid(at, value, Text.of(Component.class, "pattern", input.pattern()));
        }
    }

    private Refusal outside(String at, long measure) {
        String key = input.min() == Long.MIN_VALUE ? "above" : input.max() == Long.MAX_VALUE ? "below" : "outside";
        return new Refusal(Kind.INVALID, at, Text.of(Component.class, key, at, input.secret() ? "(…)" : String.valueOf(measure),
                String.valueOf(input.min()), String.valueOf(input.max())));
    }

    private Refusal invalid(String at, Object given, Text expected) {
        String shown = input.secret() ? "(…)" : String.valueOf(given);
        return new Refusal(Kind.INVALID, at, Text.of(Component.class, "invalid", at,
                shown.length() > MOST_SHOWN ? shown.substring(0, MOST_SHOWN) + "…" : shown, expected));
    }
}
