package org.sheng.adminapi.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;

/** JSON schemas (2020-12) of the records of operations; each record once, by name. */
final class Schemas {
    private static final Set<Class<?>> WHOLE = Set.of(int.class, Integer.class, OptionalInt.class);
    private static final Set<Class<?>> LONG = Set.of(long.class, Long.class, OptionalLong.class);
    private static final Set<Class<?>> TRUTH = Set.of(boolean.class, Boolean.class);
    private static final Set<Class<?>> OPTIONAL = Set.of(OptionalInt.class, OptionalLong.class);

    private final Map<String, Object> named = new TreeMap<>();
    private final Map<Class<?>, String> names = new LinkedHashMap<>();

    Schemas() {
        named.put("Problem", OpenApi.ordered("type", "object", "required", List.of("type", "title", "status", "detail"), "properties",
                OpenApi.ordered("type", text("What kind of no it is: urn:sheng:problem:KIND."), "title", text("The kind, in words."),
                        "status", OpenApi.ordered("type", "integer", "description", "The HTTP status."),
                        "detail", text("What, why, and what to do next, in the caller's language."),
                        "field", text("The component of the input that is wrong."))));
    }

    private static Map<String, Object> text(String description) {
        return OpenApi.ordered("type", "string", "description", description);
    }

    Map<String, Object> all() {
        return named;
    }

    /** A component with its description and bounds. */
    Map<String, Object> of(RecordComponent component) {
        Input input = component.getAnnotation(Input.class);
        Map<String, Object> schema = of(component.getGenericType());
        if (input == null) {
            return schema;
        }
        Map<String, Object> described = new LinkedHashMap<>(schema);
        bound(described, input);
        described.put("description", description(input));
        if (input.secret()) {
            described.put("writeOnly", true);
        }
        return described;
    }

    static String description(Input input) {
        return input.standard().isEmpty() ? input.value() : input.value() + " Left out: " + input.standard() + ".";
    }

    @SuppressWarnings("unchecked")
    private static void bound(Map<String, Object> schema, Input input) {
        String type = String.valueOf(schema.get("type"));
        String[] words = switch (type) {
            case "integer", "number" -> new String[] {"minimum", "maximum"};
            case "array" -> new String[] {"minItems", "maxItems"};
            case "string" -> schema.containsKey("format") ? null : new String[] {"minLength", "maxLength"};
            default -> null;
        };
        if (words != null && input.min() != Long.MIN_VALUE) {
            schema.put(words[0], input.min());
        }
        if (words != null && input.max() != Long.MAX_VALUE) {
            schema.put(words[1], input.max());
        }
        if (input.pattern().isEmpty()) {
            return;
        }
        String pattern = "^(?:" + input.pattern() + ")$"; // a schema's pattern may match anywhere
        if (type.equals("array")) {
            Map<String, Object> items = new LinkedHashMap<>((Map<String, Object>) schema.get("items"));
            items.put("pattern", pattern);
            schema.put("items", items);
        } else {
            schema.put("pattern", pattern);
        }
    }

    /** An input may leave out what has a natural nothing: false, an empty list. An output says everything but what is empty. */
    boolean isRequired(RecordComponent component, boolean ofInput) {
        Class<?> type = component.getType();
        boolean mayLack = type == Optional.class || OPTIONAL.contains(type) || type == Object.class;
        boolean nothing = type == boolean.class || type == List.class || type == Map.class;
        Input input = component.getAnnotation(Input.class);
        boolean some = type == List.class && input != null && input.min() > 0;
        return !mayLack && (!ofInput || !nothing || some);
    }

    Map<String, Object> object(List<RecordComponent> components, boolean ofInput) {
        Map<String, Object> properties = new LinkedHashMap<>();
        components.forEach(component -> properties.put(component.getName(), of(component)));
        List<String> required = components.stream().filter(component -> isRequired(component, ofInput)).map(RecordComponent::getName)
                .toList();
        Map<String, Object> object = OpenApi.ordered("type", "object");
        if (!required.isEmpty()) {
            object.put("required", required);
        }
        object.put("properties", properties);
        return object;
    }

    Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType of) {
            Type first = of.getActualTypeArguments()[0];
            if (of.getRawType() == Optional.class) {
                return of(first);
            }
            if (of.getRawType() == Map.class) {
                return OpenApi.ordered("type", "object", "additionalProperties", of(of.getActualTypeArguments()[1]));
            }
            if (OpenApi.isPage(type)) {
                return OpenApi.ordered("type", "object", "required", List.of("items"), "properties", OpenApi.ordered(
                        "items", OpenApi.ordered("type", "array", "items", of(first)),
                        "next", text("Where the next page begins: given back as after; left out on the last page.")));
            }
            return OpenApi.ordered("type", "array", "items", of(first));
        }
        return type instanceof Class<?> plain ? plain(plain) : Map.of();
    }

    private Map<String, Object> plain(Class<?> type) {
        if (TRUTH.contains(type)) {
            return OpenApi.ordered("type", "boolean");
        }
        if (WHOLE.contains(type) || LONG.contains(type)) {
            return OpenApi.ordered("type", "integer", "format", WHOLE.contains(type) ? "int32" : "int64");
        }
        if (type == double.class || type == Double.class) {
            return OpenApi.ordered("type", "number", "format", "double");
        }
        if (type.isEnum()) {
            return OpenApi.ordered("type", "string", "enum", Stream.of(type.getEnumConstants()).map(each -> OpenApi.word((Enum<?>) each))
                    .toList());
        }
        if (type == Object.class || type == Record.class) {
            return type == Object.class ? Map.of() : OpenApi.ordered("type", "object");
        }
        return type.isRecord() && type != MailAddress.class ? reference(type) : string(type);
    }

    private static Map<String, Object> string(Class<?> type) {
        Map<String, Object> string = OpenApi.ordered("type", "string");
        Map<Class<?>, String> formats = Map.of(Instant.class, "date-time", UUID.class, "uuid", MailAddress.class, "idn-email",
                Duration.class, "duration");
        Optional.ofNullable(formats.get(type)).ifPresent(format -> string.put("format", format));
        return string;
    }

    private Map<String, Object> reference(Class<?> type) {
        if (!names.containsKey(type)) {
            String name = name(type);
            names.put(type, name);
            named.put(name, Map.of()); // a record may hold records of its own type
            named.put(name, object(List.of(type.getRecordComponents()), false));
        }
        return OpenApi.ordered("$ref", "#/components/schemas/" + names.get(type));
    }

    private String name(Class<?> type) {
        List<String> parts = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            parts.add(0, each.getSimpleName());
        }
        String name = String.join("", parts);
        String area = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
        return named.containsKey(name) ? name + Character.toUpperCase(area.charAt(0)) + area.substring(1) : name;
    }
}
