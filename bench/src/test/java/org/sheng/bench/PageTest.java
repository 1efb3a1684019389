package org.sheng.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

    private final Results results = new Results(Map.of("cores", "2"), true);

    @Test
    void keepsTheTextAroundTheTables(@TempDir Path directory) throws IOException {
        Path page = directory.resolve("performance.md");
        Files.writeString(page, "before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n");
        new Page(results).write(page);
        String text = Files.readString(page);
        assertTrue(text.startsWith("before\n") && text.endsWith("-->\nafter\n") && !text.contains("old"), text);
    }

    @Test
    void refusesAPageWithoutItsMarks(@TempDir Path directory) throws IOException {
        Path page = Files.writeString(directory.resolve("performance.md"), "nothing");
        assertThrows(IOException.class, () -> new Page(results).write(page));
        assertEquals("nothing", Files.readString(page));
    }

    @Test
    void saysWhetherATargetIsReached() {
        Work work = new LoginWork();
        results.titles.put(work.key(), work.title());
        results.rounds.put(work.key(), Map.of("Sheng", rounds(2000, 2100, 1900),
                "Postfix + Dovecot", rounds(90, 100, 110)));
        assertTrue(new Page(results).tables().contains("logins/s | 20 × | 2,000 | 100 | 20.0 | yes |"),
                new Page(results).tables());
        results.rounds.put(work.key(), Map.of("Sheng", rounds(1999),
                "Postfix + Dovecot", rounds(100)));
        assertTrue(new Page(results).tables().contains("logins/s | 20 × | 1,999 | 100 | 20.0 | **no** |"));
    }

    private static List<Round> rounds(int... perSecond) {
        return java.util.stream.IntStream.of(perSecond)
                .mapToObj(count -> new Round(count, 1, 1, 1, new ProcessTree.Memory(1, 1), 1, 1))
                .toList();
    }
}
