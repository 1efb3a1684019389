package org.sheng.administration.internal.mailflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.administration.internal.Desk;
import org.sheng.operation.Refusal.Kind;

/** Searching the log's files. */
class LogSearchTest {
    @TempDir
    Path folder;
    private Desk desk;

    @BeforeEach
    void open() throws Exception {
        desk = new Desk().with(new LogSearch(folder));
    }

    @AfterEach
    void close() throws Exception {
        desk.close();
    }

    private static String line(int minute, String text) {
        return String.format("2026-03-01T10:%02d:00.000+01:00 INFO  events %s %n", minute, text);
    }

    private void file(String name, long age, String... lines) throws IOException {
        Files.writeString(folder.resolve(name), String.join("", lines));
        Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse("2026-03-01T12:00:00Z").minusSeconds(age)));
    }

    @Test
    void findsInAllFilesTheNewestFirst() throws Exception {
        file("node.log", 0, line(4, "trace=A delivered to=x@a.example"), line(5, "trace=B received"));
        file("node.log.9", 10, line(2, "trace=A received"), line(3, "trace=C received"));
        file("node.log.8", 20, line(1, "trace=a first"));
        file("other.log", 0, line(9, "trace=A in no log of the node"));
        assertEquals(List.of("trace=A delivered to=x@a.example", "trace=A received", "trace=a first"),
                desk.items(Desk.AUDITOR, "log-search", Map.of("text", "TRACE=a"), "text"));
        assertEquals(List.of("trace=A delivered to=x@a.example"), desk.items(Desk.AUDITOR, "log-search",
                Map.of("text", List.of("trace=a", "X@A.example")), "text"));
        assertEquals(List.of("trace=C received", "trace=A received"), desk.items(Desk.AUDITOR, "log-search",
                Map.of("from", "2026-03-01T09:02:00Z", "until", "2026-03-01T09:04:00Z"), "text"));
        assertEquals(List.of(), desk.items(Desk.AUDITOR, "log-search", Map.of("level", "warn"), "text"));
    }

    @Test
    void pagesGoOnWhereTheLastOneEndedEvenWhenTheLogWasRolled() throws Exception {
        file("node.log", 0, line(1, "one"), line(1, "two"), line(1, "three"), line(2, "four"));
        Map<?, ?> page = desk.tree(Desk.AUDITOR, "log-search", Map.of("limit", 2));
        assertEquals("[four, three]", texts(page));
        Files.move(folder.resolve("node.log"), folder.resolve("node.log.9"));
        file("node.log", -5, line(3, "five"));
        page = desk.tree(Desk.AUDITOR, "log-search", Map.of("limit", 2, "after", page.get("next")));
        assertEquals("[two, one]", texts(page));
        assertEquals(Kind.INVALID, desk.refused(Desk.AUDITOR, "log-search", Map.of("after", "nonsense")).kind());
    }

    private static String texts(Map<?, ?> page) {
        return ((List<?>) page.get("items")).stream().map(item -> ((Map<?, ?>) item).get("text")).toList().toString();
    }

    @Test
    void readsLinesOverBlocksAndCutsOnesWithoutEnd() throws Exception {
        String wide = "w".repeat(50_000);
        file("node.log", 0, line(1, "first " + wide), line(2, "second " + wide), line(3, "third " + "x".repeat(200_000) + "lost"));
        List<Object> found = desk.items(Desk.AUDITOR, "log-search", Map.of(), "text");
        assertEquals(List.of("first " + wide, "second " + wide), List.of(found.get(2), found.get(1)));
        assertTrue(found.get(0).toString().startsWith("third xxx") && !found.get(0).toString().contains("lost"));
    }
}
