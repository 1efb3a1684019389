package org.sheng.adminapi.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sheng.operation.Access;
import org.sheng.operation.Caller;
import org.sheng.operation.Download;
import org.sheng.operation.Feed;
import org.sheng.operation.Input;
import org.sheng.operation.Operations.Entry;
import org.sheng.operation.Page;
import org.sheng.operation.Tasks;

/** The OpenAPI document (3.1) of the operations that there are, from which a client can be generated. */
final class OpenApi {
    private static final Pattern IN_PATH = Pattern.compile("\\{([a-zA-Z]+)}");

    private final Schemas schemas = new Schemas();
    private final Map<String, Object> paths = new LinkedHashMap<>();

    private OpenApi(List<Entry> entries) {
        entries.forEach(this::add);
    }

    static Map<String, Object> of(List<Entry> entries) {
        return new OpenApi(entries).document();
    }

    private Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "Sheng admin API", "version", "1"));
        document.put("servers", List.of(Map.of("url", ApiServlet.ROOT)));
        document.put("security", List.of(Map.of("basic", List.of()), Map.of("bearer", List.of())));
        document.put("paths", paths);
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas.all());
        components.put("responses", Map.of("Problem", response("Why it was not done (RFC 9457).", "application/problem+json",
                Map.of("$ref", "#/components/schemas/Problem"))));
        components.put("securitySchemes", securitySchemes());
        document.put("components", components);
        return document;
    }

    private static Map<String, Object> securitySchemes() {
        Map<String, Object> schemes = new LinkedHashMap<>();
        schemes.put("basic", ordered("type", "http", "scheme", "basic", "description",
                "Name and password of an administrator; the header Sheng-Code has the code of the second factor."));
        schemes.put("bearer", ordered("type", "http", "scheme", "bearer", "description", "A token."));
        return schemes;
    }

    @SuppressWarnings("unchecked")
    private void add(Entry entry) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", entry.name());
        operation.put("summary", entry.offered().text());
        operation.put("tags", List.of(word(entry.offered().area())));
        operation.put("x-sheng-role", roles(entry));
        operation.put("x-sheng-access", word(entry.offered().access()));
        List<Object> parameters = parameters(entry);
        if (!parameters.isEmpty()) {
            operation.put("parameters", parameters);
        }
        body(entry).ifPresent(body -> operation.put("requestBody", body));
        operation.put("responses", responses(entry));
        ((Map<String, Object>) paths.computeIfAbsent(entry.path(), path -> new LinkedHashMap<>()))
                .put(entry.method().toLowerCase(Locale.ROOT), operation);
    }

    /** The roles that may call it, as far as roles go. */
    static List<String> roles(Entry entry) {
        return Stream.of(Caller.Role.values()).filter(role -> role.reaches(entry.offered().access()))
                .filter(role -> role != Caller.Role.DOMAIN || entry.offered().forDomains()).map(OpenApi::word).toList();
    }

    static List<String> inPath(Entry entry) {
        return IN_PATH.matcher(entry.path()).results().map(found -> found.group(1)).toList();
    }

    private static boolean inQuery(Entry entry) {
        return entry.method().equals("GET") || entry.method().equals("DELETE") || Request.bodyOf(entry).isPresent();
    }

    private List<Object> parameters(Entry entry) {
        List<Object> parameters = new ArrayList<>();
        List<String> inPath = inPath(entry);
        for (RecordComponent component : entry.input().getRecordComponents()) {
            boolean path = inPath.contains(component.getName());
            if (!path && (!inQuery(entry) || Request.bodyOf(entry).map(component.getName()::equals).orElse(false))) {
                continue;
            }
            parameters.add(ordered("name", component.getName(), "in", path ? "path" : "query",
                    "description", Schemas.description(component.getAnnotation(Input.class)),
                    "required", path || schemas.isRequired(component, true), "schema", schemas.of(component)));
        }
        if (entry.offered().access() != Access.LOOK) {
            parameters.add(ordered("name", "If-Match", "in", "header", "description",
                    "The ETag of what was seen of the thing: it is refused when it has changed since.", "required", false,
                    "schema", Map.of("type", "string")));
        }
        return parameters;
    }

    private Optional<Map<String, Object>> body(Entry entry) {
        Optional<String> file = Request.bodyOf(entry);
        if (file.isPresent()) {
            String description = Stream.of(entry.input().getRecordComponents()).filter(each -> each.getName().equals(file.get()))
                    .map(each -> each.getAnnotation(Input.class).value()).findFirst().orElse("");
            return Optional.of(ordered("required", true, "description", description,
                    "content", Map.of("application/octet-stream", Map.of())));
        }
        if (inQuery(entry)) {
            return Optional.empty();
        }
        List<String> inPath = inPath(entry);
        List<RecordComponent> components = Stream.of(entry.input().getRecordComponents())
                .filter(component -> !inPath.contains(component.getName())).toList();
        if (components.isEmpty()) {
            return Optional.empty();
        }
        boolean required = components.stream().anyMatch(component -> schemas.isRequired(component, true));
        return Optional.of(ordered("required", required, "content", Map.of("application/json", Map.of("schema",
                schemas.object(components, true)))));
    }

    private Map<String, Object> responses(Entry entry) {
        Map<String, Object> responses = new LinkedHashMap<>();
        if (entry.offered().task()) {
            Map<String, Object> begun = response("It was begun as a task.", "application/json", schemas.of(Tasks.View.class));
            begun.put("headers", Map.of("Location", ordered("description", "The task.", "schema", Map.of("type", "string"))));
            begun.put("x-sheng-result", entry.output() == Void.class ? Map.of() : schemas.of(entry.output()));
            responses.put("202", begun);
        } else if (entry.output() == Void.class) {
            responses.put("204", ordered("description", "It is done."));
        } else if (entry.output() == Feed.class) {
            responses.put("200", response("Server-sent events.", "text/event-stream", Map.of("type", "string")));
        } else if (entry.output() == Download.class) {
            responses.put("200", response("A file.", "application/octet-stream", null));
        } else {
            responses.put("200", response("It is done.", "application/json", schemas.of(entry.output())));
        }
        responses.put("default", Map.of("$ref", "#/components/responses/Problem"));
        return responses;
    }

    private static Map<String, Object> response(String description, String type, Map<String, Object> schema) {
        return ordered("description", description, "content", Map.of(type, schema == null ? Map.of() : Map.of("schema", schema)));
    }

    static boolean isPage(Type type) {
        return type instanceof ParameterizedType of && of.getRawType() == Page.class;
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
