package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One node from its first start to its end, as an administrator meets it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeLifecycleTest {

    private static Node node;
    private static Ran firstUp;

    @BeforeAll
    static void start() {
        node = Node.named("lifecycle");
        firstUp = node.up();
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @Test
    @Order(1)
    void theFirstStartSaysItIsReadyAndWhere() {
        assertTrue(firstUp.out().startsWith("The node is ready, process " + node.pid()), firstUp::toString);
        assertTrue(firstUp.out().contains("127.0.0.1:" + node.port(Node.SSH)), firstUp::toString);
        assertTrue(node.runs());
    }

    @Test
    @Order(2)
    void statusSaysItIsReadyAndEveryServiceThatIsListedIsUp() {
        Ran status = node.script("status").succeeded();
        assertTrue(status.out().lines().anyMatch("ready"::equals), status::toString);
        status.out().lines().dropWhile(line -> !line.startsWith("SERVICE")).skip(1)
                .forEach(line -> assertEquals("up", line.split(" +")[1], status::toString));
    }

    @Test
    @Order(3)
    void onlyItsUserMayReachTheControlSocket() throws IOException {
        Path socket = node.home().resolve("control.sock");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
    }

    @Test
    @Order(4)
    void aCommandsOutputIsAllThatIsPrinted() {
        Ran echo = node.run("echo one two");
        assertEquals("one two\n", echo.out());
        assertEquals("", echo.err());
        assertEquals(0, echo.exit());
    }

    @Test
    @Order(5)
    void anUnknownCommandFailsWithAMessageOnStandardError() {
        Ran unknown = node.run("no-such-command");
        assertEquals(1, unknown.exit());
        assertEquals("", unknown.out());
        assertTrue(unknown.err().contains("no-such-command"), unknown::toString);
        assertEquals(1, unknown.err().lines().count(), unknown::toString);
    }

    @Test
    @Order(6)
    void aCommandThatFailsSaysWhyWithoutAStackTraceAndWithoutColours() {
        Ran failed = node.run("bundle:info 99999");
        assertEquals(1, failed.exit());
        assertTrue(failed.err().contains("No matching bundles"), failed::toString);
        assertFalse((failed.out() + failed.err()).contains("\tat "), failed::toString);
        assertFalse(node.shell("bundle:list").contains("\u001b"));
    }

    @Test
    @Order(7)
    void aCommandKnowsTheDirectoryItWasCalledFrom() throws IOException {
        Path directory = Files.createDirectories(node.home().resolve("data/tmp/called from here"));
        Ran asked = node.script(directory, "do", "echo $sheng.cwd").succeeded();
        assertEquals(directory.toRealPath() + "\n", asked.out());
    }

    @Test
    @Order(8)
    void moreThanOneCommandRunsAtATimeAndLongOutputComesWhole() {
        String once = node.shell("bundle:headers");
        assertTrue(once.length() > 20_000, () -> "only " + once.length() + " characters");
        assertEquals(once, node.shell("bundle:headers"));
    }

    @Test
    @Order(8)
    void theFirstPasswordIsShownOnceAndOpensTheShellOverSsh() throws IOException {
        String password = firstUp.out().lines().filter(line -> line.startsWith("Administrator: admin, password: "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1)).findFirst().orElseThrow(() -> new AssertionError(firstUp));
        assertFalse(Files.exists(node.home().resolve("data/first-password")));

        assertEquals("over ssh", ssh(password, "echo over ssh").out().strip());
        Ran refused = ssh(password + "x", "echo over ssh");
        assertEquals("", refused.out());
        assertTrue(refused.err().contains("Permission denied"), refused::toString);
    }

    private static Ran ssh(String password, String command) throws IOException {
        Path answer = Files.writeString(node.home().resolve("data/tmp/askpass"), "#!/bin/sh\necho '" + password + "'\n");
        Files.setPosixFilePermissions(answer, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder ssh = new ProcessBuilder("ssh", "-p", Integer.toString(node.port(Node.SSH)), "-o", "StrictHostKeyChecking=no",
                "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "PreferredAuthentications=password",
                "-o", "NumberOfPasswordPrompts=1", "admin@127.0.0.1", command);
        ssh.environment().putAll(Map.of("SSH_ASKPASS", answer.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", "none"));
        return Ran.run(Duration.ofSeconds(30), node.home(), ssh);
    }

    @Test
    @Order(9)
    void aSecondStartInTheSameHomeIsRefused() {
        Ran second = node.script("up", "--detach");
        assertNotEquals(0, second.exit());
        assertTrue(second.err().contains("already runs, process " + node.pid()), second::toString);
        assertTrue(node.runs());
    }

    @Test
    @Order(10)
    void itStopsCleanlyAndStartsAgainWithTheSamePorts() {
        node.down();
        assertFalse(Files.exists(node.home().resolve("node.pid")));
        assertFalse(Files.exists(node.home().resolve("control.sock")));
        assertEquals(3, node.script("status").exit());
        Ran again = node.script("up", "--detach").succeeded();
        assertTrue(again.out().contains("127.0.0.1:" + node.port(Node.SSH)), again::toString);
    }

    @Test
    @Order(11)
    void itStartsAgainAfterItWasKilled() {
        long killed = node.pid();
        node.kill();
        assertEquals(3, node.script("status").exit());
        node.up();
        assertNotEquals(killed, node.pid());
        assertEquals("here\n", node.shell("echo here"));
    }

    @Test
    @Order(12)
    void aStartThatFailsSaysWhyAndLeavesNoProcess() throws IOException {
        node.down();
        Path options = node.home().resolve("etc/jvm.options");
        String good = Files.readString(options);
        Files.writeString(options, good + "\n-XX:NoSuchOption=1\n");
        Ran failed = node.script("up", "--detach");
        Files.writeString(options, good);
        assertEquals(1, failed.exit());
        assertTrue(failed.err().contains("NoSuchOption"), failed::toString);
        Node.await("no process is left", Duration.ofSeconds(5), () -> !node.runs());
    }
}
