package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The disk under a node fills up, cannot be written, loses the directory's file: a clear refusal, nothing
 * accepted is lost, and service is
 * back when the cause is gone. The node's data lies on a small file system of its own, so this needs root.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StorageFailureTest {

    private static final String USER = "disk@disk.test";
    private static final String PASSWORD = "a-password-of-the-disk";
    private static final Duration BACK = Duration.ofSeconds(60);

    private static Node node;
    private static Path data;
    private static int accepted;

    @BeforeAll
    static void startOnASmallDisk() throws Exception {
        node = Node.named("storage");
        data = Files.createDirectories(node.home().resolve("data"));
        Tool.run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", data.toString()).orFail();
        node.up();
        node.shell("sheng:domain-add disk.test");
        node.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @AfterAll
    static void end() throws Exception {
        node.close();
        Tool.run("umount", data.toString()).orFail();
    }

    @Test
    @Order(1)
    void aFullDiskRefusesForNowAndServesAgainWhenThereIsSpace() throws Exception {
        assertEquals("250", send("before"));
        Path filler = data.resolve("filler");
        fill(filler);
        String answer = send("x".repeat(200_000));
        assertTrue(answer.startsWith("4"), "a refusal for now, not " + answer);
        assertTrue(node.runs(), "the node goes on");
        Files.delete(filler);
        Await.until("mail is taken again", BACK, () -> send("after").equals("250"));
        assertAllThere();
    }

    @Test
    @Order(2)
    void aStoreThatCannotBeWrittenIsReadOnAndWrittenAgainWhenItCan() throws Exception {
        node.down();
        Path store = data.resolve("store");
        Tool.run("mount", "--bind", store.toString(), store.toString()).orFail();
        try {
            Tool.run("mount", "-o", "remount,bind,ro", store.toString()).orFail();
            node.up();
            assertEquals(accepted, ImapReader.count(node, USER, PASSWORD), "what is there can be read");
            String answer = send("while nothing can be written");
            assertTrue(answer.startsWith("4"), "a refusal for now, not " + answer);
            assertTrue(node.log().contains(store.toString()), "the log says what cannot be written");
            Tool.run("mount", "-o", "remount,bind,rw", store.toString()).orFail();
            Await.until("mail is taken again", BACK, () -> send("after").equals("250"));
        } finally {
            Tool.run("umount", "--lazy", store.toString()).orFail();
        }
        assertAllThere();
    }

    @Test
    @Order(3)
    void aDamagedDirectoryIsNamedAndServesAgainWhenItIsRestored() throws Exception {
        node.down();
        Path file = directoryFile();
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, "this is no database".getBytes());
        Ran up = node.script("up", "--offset", Integer.toString(node.offset()), "--detach");
        assertNotEquals(0, up.exit(), up::toString);
        assertTrue((up.out() + up.err()).contains("directory"), "it says what is damaged: " + up);
        Files.write(file, whole);
        node.up();
        assertEquals("250", send("restored"));
        assertAllThere();
    }

    private static Path directoryFile() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".script")).findFirst().orElseThrow();
        }
    }

    /** Writes until nothing more fits. */
    private static void fill(Path filler) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (data.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(data.toFile().getUsableSpace() < block.length, full::getMessage);
        }
    }

    /** The code of the answer to a whole message, or to the command that was refused before it. */
    private static String send(String text) throws IOException {
        try (LineClient smtp = new LineClient(node.port(Node.SMTP))) {
            String answer = smtp.smtpReply();
            for (String command : new String[] {"EHLO client.test", "MAIL FROM:<a@elsewhere.test>",
                "RCPT TO:<%s>".formatted(USER), "DATA",
                "Subject: on a disk\r\n\r\n" + text.replaceAll("(.{900})", "$1\r\n") + "\r\n."}) {
                answer = smtp.smtp(command);
                if (answer.charAt(0) > '3') {
                    return answer.substring(0, 3);
                }
            }
            accepted++;
            return answer.substring(0, 3);
        }
    }

    private static void assertAllThere() {
        Await.until(accepted + " accepted messages are in the inbox", BACK,
                () -> ImapReader.count(node, USER, PASSWORD) == accepted);
    }
}
