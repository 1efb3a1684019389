package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's first session, as written there but for the ports and the home of the test's node. */
class FirstSessionTest {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PORT = Pattern.compile("localhost:(\\d+)");

    private final Node node = SharedNode.get();

    @Test
    void theFirstSessionOfTheReadmeSendsAndReadsAMessage() throws Exception {
        Tool.require("curl", "curl");
        List<String> blocks = firstSession();
        assertEquals(4, blocks.size(), "make users, send, read, trace: " + blocks);
        shell(blocks.get(0)).orFail();
        shell(blocks.get(1)).orFail();
        String read = blocks.get(2);
        Await.until("Bert reads Anna's message", Await.DELIVERY, () -> shell(read).output().contains("Hello Bert."));
        Matcher id = Pattern.compile("\\bid (\\S+?);?\\s").matcher(shell(read).orFail());
        assertTrue(id.find(), "the Received line names the message's id");
        String trace = shell(blocks.get(3).replace(" ID'", " " + id.group(1) + "'")).orFail();
        assertTrue(trace.contains("bert@example.org"), trace);
    }

    private static List<String> firstSession() throws IOException {
        String readme = Files.readString(Node.ROOT.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## A first session"), readme.indexOf("## Ports"));
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(section);
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        return blocks;
    }

    private Tool.Result shell(String block) throws IOException, InterruptedException {
        Path sheng = Node.ROOT.resolve("sheng");
        String here = block.replace("./sheng do ", sheng + " do --home " + node.home() + " ");
        String moved = PORT.matcher(here)
                .replaceAll(port -> "localhost:" + (Integer.parseInt(port.group(1)) + node.offset()));
        return Tool.feed(moved, "bash", "-euo", "pipefail", "-s");
    }
}
