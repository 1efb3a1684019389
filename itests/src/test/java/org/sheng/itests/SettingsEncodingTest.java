package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Files in {@code etc} are UTF-8: at the start, after an edit, after a change through Config Admin, after a restart.
 */
class SettingsEncodingTest {

    private static final String PID = "org.sheng.directory";
    /** No database server is asked, so these two say nothing to anybody. */
    private static final String UNTOUCHED = "driver = früher 旧";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void aValueOutsideOfAsciiIsTheSameAtEveryReading() throws IOException {
        try (Node node = Node.named("encoding")) {
            Path file = Files.createDirectories(node.home().resolve("etc")).resolve(PID + ".cfg");
            Files.writeString(file, "# Größe 大小\nuser = Grüße 笙\n" + UNTOUCHED + "\n");
            node.up();
            awaitInForce(node, "user", "Grüße 笙");

            Files.writeString(file, "# Größe 大小\nuser = naïve 口琴\n" + UNTOUCHED + "\n");
            awaitInForce(node, "user", "naïve 口琴");
            awaitInForce(node, "driver", "früher 旧");

            node.shell("config:property-set --pid %s user 'éclair 風琴'".formatted(PID));
            awaitInForce(node, "user", "éclair 風琴");
            awaitInForce(node, "driver", "früher 旧");

            node.restart();
            awaitInForce(node, "user", "éclair 風琴");
            awaitInForce(node, "driver", "früher 旧");
            assertTrue(Files.readString(file).contains("# Größe 大小"), "the comment stays as it was written");
        }
    }

    private static void awaitInForce(Node node, String key, String value) {
        Node.await(() -> key + " is " + value + ": " + node.run("sheng:setting-list " + PID), LIMIT,
                () -> node.shell("sheng:setting-list " + PID).lines()
                        .anyMatch(line -> line.matches("%s +%s +%s .*".formatted(PID, key, value))));
    }
}
