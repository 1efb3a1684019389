package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Starts that do not go the usual way: in the foreground, beside another node, in a long path, on a port that is taken. */
class StartTest {

    @Test
    void inTheForegroundItServesUntilCtrlCAndLeavesNoProcess() throws IOException, InterruptedException {
        try (Node node = Node.named("foreground")) {
            Process script = node.inForeground();
            BufferedReader out = script.inputReader();
            String line = out.readLine();
            while (line != null && !line.startsWith("Ctrl-C stops")) {
                line = out.readLine();
            }
            assertTrue(line != null, "the script ended before the node was ready");
            assertEquals("here\n", node.shell("echo here"));

            Ran.run(Duration.ofSeconds(5), node.home(), "bash", "-c", "kill -INT " + script.pid()).succeeded();
            assertTrue(script.waitFor(60, TimeUnit.SECONDS), "Ctrl-C does not end the script");
            assertEquals(130, script.exitValue());
            assertFalse(node.runs());
            assertFalse(Files.exists(node.home().resolve("node.pid")));
        }
    }

    @Test
    void twoNodesRunSideBySideAlsoWhereThePathIsTooLongForASocket() {
        try (Node one = Node.started("one"); Node other = Node.named("o" + "ther".repeat(40))) {
            other.up();
            assertTrue(other.home().resolve("control.sock").toString().length() > 108);
            assertEquals("one\n", one.shell("echo one"));
            assertEquals("other\n", other.shell("echo other"));
            assertNotEquals(one.pid(), other.pid());
            one.down();
            assertEquals("other\n", other.shell("echo other"));
        }
    }

    @Test
    void aPortThatIsTakenIsNamedAndNothingStaysBehind() throws IOException {
        try (Node node = Node.named("taken"); ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", node.port(Node.POP3)));
            Ran failed = node.script("up", "--offset", Integer.toString(node.offset()), "--detach");
            assertEquals(1, failed.exit());
            assertTrue(failed.err().contains("port " + node.port(Node.POP3) + " (Address already in use)"), failed::toString);
            assertFalse(node.runs());
        }
    }

    @Test
    void wrongOptionsAreRefusedByName() {
        try (Node node = Node.named("options")) {
            assertTrue(node.script("up", "--offset", "60000").err().contains("--offset takes a number from 0 to 50000"));
            assertTrue(node.script("up", "--bindd", "::1").err().contains("unknown option --bindd"));
            assertEquals(1, node.script("do").exit());
            assertEquals(0, node.script("down").exit());
        }
    }
}
