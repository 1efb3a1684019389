package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The disk under a node fills up, cannot be written, loses the directory's file: a clear refusal, nothing accepted is
 * lost, and service is back when the cause is gone. The node's data lies on a small file system of its own, so this
 * needs root.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageFailureTest {

    private static final String USER = "disk@disk.test";
    private static final String PASSWORD = "a-password-of-the-disk";
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** RocksDB has room in reserve: so many messages of 200 kB more than any of it takes are never accepted. */
    private static final int MOST_INTO_RESERVES = 2_000;
    private static final String LINE = "reed and pipe ".repeat(60) + "\r\n";

    private static final Set<String> ACCEPTED = new HashSet<>();
    private static Node node;
    private static SmallDisk disk;
    private static int sent;

    @BeforeAll
    static void startOnASmallDisk() throws Exception {
        SmallDisk.unmount(Node.homeOf("storage")); // of a run that was broken off
        node = Node.named("storage");
        disk = SmallDisk.mount(node.home().resolve("data"), 640);
        Path etc = Files.createDirectories(node.home().resolve("etc"));
        // its log takes room on the disk ahead, by the size of these: what is to be used up before the disk is full
        Files.writeString(etc.resolve("org.sheng.store.cfg"), "write-buffers = 16M\n");
        // for what the moment of a failure put off
        Files.writeString(etc.resolve("org.sheng.queue.cfg"), "retry = 2s\n");
        node.up();
        node.shell("sheng:domain-add disk.test");
        node.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @AfterAll
    static void end() throws Exception {
        try {
            if (node != null) {
                node.close();
            }
        } finally {
            SmallDisk.unmount(Node.homeOf("storage"));
        }
    }

    @Test
    @Order(1)
    void belowTheReserveMailIsRefusedForNowAndTakenAgainWhenThereIsSpace() throws Exception {
        assertTaken();
        Set<String> before = assertAllThere();
        try {
            disk.fill(100 << 20);
            String refusal = sendUntilRefused();
            assertTrue(refusal.startsWith("452 4.3.1 "), refusal);
            awaitStore("congested", "min-free-disk");
            awaitLog("ERROR.*min-free-disk");
            assertThere(before);
        } finally {
            disk.free();
        }
        awaitService();
    }

    @Test
    @Order(2)
    void aDiskFullToItsLastByteRefusesForNowAndServesAgainWhenThereIsSpace() throws Exception {
        Path settings = node.home().resolve("etc/org.sheng.store.cfg");
        String before = Files.readString(settings);
        Files.writeString(settings, before + "\nmin-free-disk = 0\n");
        Await.until("nothing is kept free", LIMIT,
                () -> node.shell("sheng:setting-list org.sheng.store").lines()
                        .anyMatch(line -> line.matches("org.sheng.store +min-free-disk +0 .*")));
        Set<String> delivered = assertAllThere();
        try {
            disk.fill(0);
            String refusal = sendUntilRefused();
            assertTrue(refusal.matches("45[12] 4\\.3\\.[01] .*"), refusal);
            awaitStore("congested", "disk is full");
            assertThere(delivered);
        } finally {
            disk.free();
        }
        awaitService();
        awaitLog("INFO.*takes new mail again.*disk is full"); // the log lies on the disk that was full
        Files.writeString(settings, before);
    }

    @Test
    @Order(3)
    void aStoreThatCannotBeWrittenIsReadOnAndWrittenAgainWhenItCan() throws Exception {
        node.down();
        Path store = disk.folder().resolve("store");
        Tool.run("mount", "--bind", store.toString(), store.toString()).orFail();
        try {
            Tool.run("mount", "-o", "remount,bind,ro", store.toString()).orFail();
            node.up();
            assertAllThere();
            String refusal = sendUntilRefused();
            assertTrue(refusal.matches("45[12] 4\\.3\\.[01] .*"), refusal);
            awaitStore("congested", "cannot be written");
            awaitLog("ERROR.*cannot be written");
            Tool.run("mount", "-o", "remount,bind,rw", store.toString()).orFail();
            awaitService();
        } finally {
            node.down();
            SmallDisk.unmount(store);
        }
    }

    @Test
    @Order(4)
    void aDamagedDirectoryIsNamedAndServesAgainWhenItIsRestored() throws Exception {
        node.down(); // where it runs still
        Path file = disk.folder().resolve("directory/db.script");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, "this is no database".getBytes());
        Ran up = node.script("up", "--offset", Integer.toString(node.offset()), "--detach");
        assertNotEquals(0, up.exit(), up::toString);
        assertTrue(up.err().contains("the directory's database (%s) does not open".formatted(file.getParent())),
                up::toString);
        assertTrue(up.err().contains("put the files of a backup"), up::toString);
        Files.write(file, whole);
        node.up();
        assertTaken();
        assertAllThere();
    }

    /** Service comes back by itself, and all that was accepted is there. */
    private static void awaitService() {
        Await.until("mail is taken again", LIMIT, () -> send().startsWith("250"));
        awaitStore("up", "");
        node.awaitReady(LIMIT);
        assertAllThere();
    }

    private static void awaitStore(String state, String reason) {
        Node.await(() -> "the store is " + state + " for '" + reason + "': " + node.run("sheng:service-list"), LIMIT,
                () -> node.shell("sheng:service-list").lines()
                        .anyMatch(line -> line.matches("store +engine +%s .*".formatted(state))
                                && line.contains(reason)));
    }

    private static void awaitLog(String pattern) {
        Pattern wanted = Pattern.compile(pattern);
        Node.await("the log says " + pattern, LIMIT, () -> node.log().lines().anyMatch(line -> wanted.matcher(line)
                .find()));
    }

    private static void assertTaken() throws IOException {
        String answer = send();
        assertTrue(answer.startsWith("250"), answer);
    }

    private static String sendUntilRefused() throws IOException {
        for (int i = 0; i < MOST_INTO_RESERVES; i++) {
            String answer = send();
            if (!answer.startsWith("250")) {
                assertTrue(node.runs(), "the node goes on");
                return answer;
            }
        }
        throw new AssertionError("mail was never refused");
    }

    /** The answer to a whole message, or to the command that was refused before it. */
    private static String send() throws IOException {
        String mark = Integer.toString(sent++);
        try (LineClient smtp = new LineClient(node.port(Node.SMTP))) {
            String answer = smtp.smtpReply();
            for (String command : new String[] {"EHLO client.test", "MAIL FROM:<a@elsewhere.test>",
                "RCPT TO:<%s>".formatted(USER), "DATA", message(mark) + "."}) {
                answer = smtp.smtp(command);
                if (answer.charAt(0) > '3') {
                    return answer;
                }
            }
            ACCEPTED.add(mark);
            return answer;
        }
    }

    private static String message(String mark) {
        return "Subject: " + mark + "\r\n\r\n" + LINE.repeat(200_000 / LINE.length()) + "end of " + mark + "\r\n";
    }

    /** Each accepted message once and whole; one that was refused in doubt may be there too. Answers the accepted. */
    private static Set<String> assertAllThere() {
        assertThere(ACCEPTED);
        return Set.copyOf(ACCEPTED);
    }

    /** Of what was accepted while the disk filled up, some may have to wait in the queue for room. */
    private static void assertThere(Set<String> marks) {
        List<String> found = new ArrayList<>();
        Await.until(marks.size() + " messages are in the inbox", LIMIT, () -> {
            found.clear();
            found.addAll(inbox());
            Set<String> missing = new TreeSet<>(marks);
            found.forEach(missing::remove);
            if (!missing.isEmpty()) {
                throw new IllegalStateException("missing: " + missing);
            }
            return true;
        });
        assertEquals(new HashSet<>(found).size(), found.size(), "each message is there once");
    }

    /** The marks of all messages there, each of which is whole. */
    private static List<String> inbox() throws IOException {
        List<String> found = new ArrayList<>();
        try (ImapReader reader = new ImapReader(node, USER, PASSWORD)) {
            for (String message : reader.messages()) {
                int from = message.indexOf("Subject: ") + "Subject: ".length();
                String mark = message.substring(from, message.indexOf('\r', from));
                assertTrue(message.endsWith(message(mark)), "message " + mark + " is not as it was sent");
                found.add(mark);
            }
        }
        return found;
    }
}
