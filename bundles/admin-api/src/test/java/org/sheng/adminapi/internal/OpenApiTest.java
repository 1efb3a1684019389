package org.sheng.adminapi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.sheng.operation.Access;
import org.sheng.operation.Operations.Entry;

/**
 * The document is valid, and what is committed says what the code does. Both files are written anew by
 * {@code ./mvnw -pl bundles/admin-api -am verify -Dtest=OpenApiTest -Dsurefire.failIfNoSpecifiedTests=false -Dsheng.docs=write}.
 */
class OpenApiTest {
    private static final Path DOCUMENT = Path.of("../../docs/openapi.json");
    private static final Path TABLE = Path.of("../../docs/admin-api.md");
    private static final String BEGIN = "<!-- operations: written by OpenApiTest -->\n";
    private static final String END = "<!-- end of operations -->\n";
    private static final boolean WRITE = "write".equals(System.getProperty("sheng.docs"));

    private final List<Entry> entries = entries();

    private static List<Entry> entries() {
        try {
            return OfferedOperations.all();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theDocumentIsValidAndHasEveryOperation() throws IOException {
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(text());
        assertEquals(List.of(), read.getMessages());
        assertNotNull(read.getOpenAPI());
        List<String> ids = read.getOpenAPI().getPaths().values().stream().map(PathItem::readOperations).flatMap(List::stream)
                .map(io.swagger.v3.oas.models.Operation::getOperationId).sorted().toList();
        assertEquals(entries.stream().map(Entry::name).sorted().toList(), ids);
        assertTrue(ids.contains("domain-add"), "operations of the bundles are found: " + ids);
    }

    @Test
    void theCommittedDocumentSaysWhatTheCodeDoes() throws IOException {
        compare(DOCUMENT, text());
    }

    @Test
    void theTableOfRolesSaysWhatTheCodeDoes() throws IOException {
        String file = Files.readString(TABLE);
        int begin = file.indexOf(BEGIN) + BEGIN.length();
        compare(TABLE, file.substring(0, begin) + table() + file.substring(file.indexOf(END)));
    }

    @Test
    void theDocumentFollowsWhatThereIs() {
        List<Entry> fewer = entries.stream().filter(entry -> !entry.path().startsWith("/queue")).toList();
        assertTrue(paths(entries).containsKey("/queue"));
        assertTrue(paths(fewer).keySet().stream().noneMatch(path -> path.toString().startsWith("/queue")));
    }

    private static Map<?, ?> paths(List<Entry> of) {
        return (Map<?, ?>) OpenApi.of(of).get("paths");
    }

    /** Nothing that changes is reached by a request that is thought to change nothing. */
    @Test
    void whatIsGotChangesNothing() {
        assertEquals(List.of(), entries.stream().filter(entry -> entry.method().equals("GET") && entry.offered().access() != Access.LOOK)
                .map(Entry::name).toList());
    }

    private static void compare(Path file, String now) throws IOException {
        if (WRITE) {
            Files.writeString(file, now);
        }
        assertEquals(Files.readString(file), now, file + " is not what the code does: see the head of OpenApiTest");
    }

    private String text() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(sorted(OpenApi.of(entries)))
                .replace("\r\n", "\n") + "\n";
    }

    /** Maps of a fixed few have no order; a file that is compared needs one. */
    private static Object sorted(Object tree) {
        if (tree instanceof LinkedHashMap<?, ?> map) {
            Map<String, Object> same = new LinkedHashMap<>();
            map.forEach((key, value) -> same.put(String.valueOf(key), sorted(value)));
            return same;
        }
        if (tree instanceof Map<?, ?> map) {
            Map<String, Object> ordered = new TreeMap<>();
            map.forEach((key, value) -> ordered.put(String.valueOf(key), sorted(value)));
            return ordered;
        }
        return tree instanceof List<?> list ? list.stream().map(OpenApiTest::sorted).toList() : tree;
    }

    private String table() {
        return entries.stream().map(OpenApiTest::row).collect(Collectors.joining("", "| operation | endpoint | what it does | system "
                + "| operator | auditor | domain |\n| --- | --- | --- | --- | --- | --- | --- |\n", ""));
    }

    private static String row(Entry entry) {
        List<String> roles = OpenApi.roles(entry);
        return "| `" + entry.name() + "` | `" + entry.offered().http() + "` | " + entry.offered().text()
                + (entry.offered().task() ? " (task)" : "") + List.of("system", "operator", "auditor", "domain").stream()
                .map(role -> roles.contains(role) ? " | yes" : " | ").collect(Collectors.joining()) + " |\n";
    }
}
