package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an enemy or a broken client sends: the protocol's own error, bounded memory, and the others served on. */
class HostileInputTest {

    private static final String USER = "calm@hostile.test";
    private static final String PASSWORD = "a-password-of-calm";
    private static final int CROWD = 1000;
    private static final long MEMORY_BOUND_KB = 1_300_000;
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUser() throws Exception {
        NODE.shell("sheng:domain-add hostile.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @AfterEach
    void othersAreServedOnAndMemoryIsBounded() throws Exception {
        assertServed();
        assertTrue(residentKilobytes() < MEMORY_BOUND_KB, "resident: " + residentKilobytes() + " KB");
    }

    @Test
    void aLineWithoutEndIsAnsweredAndCut() throws Exception {
        for (int port : new int[] {NODE.port(Node.SMTP), NODE.port(Node.SUBMISSION), NODE.port(Node.LMTP),
            NODE.port(Node.POP3), NODE.port(Node.IMAP)}) {
            try (LineClient client = new LineClient(port)) {
                client.line();
                String said = flood(client, "A".repeat(64 * 1024), 64);
                assertTrue(said.matches("(?s).*(500|421|-ERR|BAD|BYE).*"), "port " + port + " said: " + said);
            }
        }
    }

    @Test
    void aHugeLiteralIsRefusedBeforeItIsSent() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.send("a LOGIN {2147483647}\r\n");
            String answer = imap.line();
            assertFalse(answer.startsWith("+"), "two gigabytes as a user's name: " + answer);
        }
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.imap("LOGIN %s %s".formatted(USER, PASSWORD));
            imap.send("a APPEND INBOX {99999999999}\r\n");
            String answer = imap.line();
            assertTrue(answer.matches("(a (NO|BAD)|\\* BYE).*"), answer);
        }
    }

    @Test
    void aHugeLiteralThatDoesNotWaitEndsTheConversation() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.send("a LOGIN {2000000000+}\r\n");
            String said = flood(imap, "x".repeat(64 * 1024), 64);
            assertTrue(said.matches("(?s).*(BAD|BYE|NO).*"), "said: " + said);
        }
    }

    @Test
    void aMessageOverTheLimitIsRefusedByItsAnnouncedSize() throws Exception {
        try (LineClient smtp = new LineClient(NODE.port(Node.SMTP))) {
            smtp.smtpReply();
            smtp.smtp("EHLO enemy.test");
            // RFC 1870 §6.1
            assertTrue(smtp.smtp("MAIL FROM:<a@enemy.test> SIZE=999999999999").startsWith("552"));
        }
    }

    @Test
    void aHalfClosedConnectionIsFinishedWithItsAnswers() throws Exception {
        try (LineClient smtp = new LineClient(NODE.port(Node.SMTP))) {
            smtp.smtpReply();
            smtp.send("EHLO enemy.test\r\nNOOP\r\n");
            smtp.halfClose();
            assertTrue(smtp.rest().startsWith("250"), "what was asked before is answered, then the server closes");
        }
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.send("a NOOP\r\n");
            imap.halfClose();
            assertTrue(imap.rest().startsWith("a OK"));
        }
    }

    @Test
    void aMessageThatBreaksOffIsNotAccepted() throws Exception {
        int before = ImapReader.count(NODE, USER, PASSWORD);
        try (LineClient smtp = data()) {
            smtp.send("Subject: broken off\r\n\r\nhalf a mess");
            smtp.halfClose();
            assertFalse(smtp.rest().contains("250"), "nothing is acknowledged");
        }
        smtpSend("after the broken one");
        Await.until("the whole one arrives", Await.DELIVERY, () -> ImapReader.count(NODE, USER, PASSWORD) > before);
        assertEquals(before + 1, ImapReader.count(NODE, USER, PASSWORD));
    }

    @Test
    void onlyCrLfDotCrLfEndsAMessage() throws Exception {
        // RFC 5321 §4.1.1.4; anything looser lets one message smuggle another
        for (String end : new String[] {"\n.\n", "\r\n.\n", "\n.\r\n", "\r.\r"}) {
            int before = ImapReader.count(NODE, USER, PASSWORD);
            try (LineClient smtp = data()) {
                smtp.send("Subject: outer\r\n\r\ntext" + end
                        + "MAIL FROM:<evil@enemy.test>\r\nRCPT TO:<%s>\r\nDATA\r\nSubject: smuggled\r\n\r\nx\r\n.\r\n"
                                .formatted(USER));
                String first = smtp.smtpReply();
                smtp.send("QUIT\r\n");
                String rest = smtp.rest();
                assertFalse(rest.contains("354"), "a second DATA was seen after " + visible(end) + ": " + rest);
                if (first.startsWith("250")) {
                    Await.until("it arrives", Await.DELIVERY, () -> ImapReader.count(NODE, USER, PASSWORD) > before);
                    assertEquals(before + 1, ImapReader.count(NODE, USER, PASSWORD), "one message");
                } else {
                    assertTrue(first.startsWith("5"), first);
                }
            }
        }
    }

    @Test
    void aThousandConnectionsAtOnceLeaveTheOthersServed() throws Exception {
        for (int port : new int[] {NODE.port(Node.IMAP), NODE.port(Node.SMTP), NODE.port(Node.POP3)}) {
            List<LineClient> crowd = new ArrayList<>();
            try {
                for (int i = 0; i < CROWD; i++) {
                    crowd.add(new LineClient(port));
                }
                int greeted = 0;
                for (LineClient client : crowd) {
                    String line = client.line();
                    assertTrue(line.matches("(220|\\* OK|\\+OK|421|\\* BYE|-ERR).*"), line);
                    greeted += line.matches("(220|\\* OK|\\+OK).*") ? 1 : 0;
                }
                assertTrue(greeted >= SharedNode.CONNECTIONS_PER_ADDRESS - 50
                        && greeted <= SharedNode.CONNECTIONS_PER_ADDRESS,
                        "greeted " + greeted + " of " + CROWD);
                for (int other : new int[] {NODE.port(Node.IMAP), NODE.port(Node.SMTP), NODE.port(Node.POP3)}) {
                    if (other != port) {
                        try (LineClient bystander = new LineClient(other)) {
                            assertTrue(bystander.line().matches("(220|\\* OK|\\+OK).*"));
                        }
                    }
                }
            } finally {
                for (LineClient client : crowd) {
                    client.close();
                }
            }
            Await.until("port " + port + " greets again", Duration.ofSeconds(20), () -> {
                try (LineClient client = new LineClient(port)) {
                    return client.line().matches("(220|\\* OK|\\+OK).*");
                }
            });
        }
    }

    private static void assertServed() throws Exception {
        int before = ImapReader.count(NODE, USER, PASSWORD);
        smtpSend("still served");
        Await.until("a message of somebody else is delivered", Await.DELIVERY,
                () -> ImapReader.count(NODE, USER, PASSWORD) > before);
    }

    private static void smtpSend(String subject) throws IOException {
        try (LineClient smtp = data()) {
            String answer = smtp.smtp("Subject: %s\r\n\r\ntext\r\n.".formatted(subject));
            assertTrue(answer.startsWith("250"), answer);
        }
    }

    /** A conversation that has come to the 354. */
    private static LineClient data() throws IOException {
        LineClient smtp = new LineClient(NODE.port(Node.SMTP));
        smtp.smtpReply();
        smtp.smtp("EHLO calm.test");
        smtp.smtp("MAIL FROM:<a@calm.test>");
        smtp.smtp("RCPT TO:<%s>".formatted(USER));
        String answer = smtp.smtp("DATA");
        assertTrue(answer.startsWith("354"), answer);
        return smtp;
    }

    /** Sends the text many times, as far as the server takes it; answers what it said until it closed. */
    private static String flood(LineClient client, String text, int times) throws IOException {
        try {
            for (int i = 0; i < times; i++) {
                client.send(text);
            }
            client.halfClose();
        } catch (SocketException cut) {
            // the server did not want to hear more; what it said may still be there to read
        }
        StringBuilder said = new StringBuilder();
        try {
            while (true) {
                said.append(client.line()).append('\n');
            }
        } catch (LineClient.EndOfConversation | SocketException closed) {
            return said.toString();
        }
    }

    private static String visible(String end) {
        return end.replace("\r", "CR ").replace("\n", "LF ");
    }

    private static long residentKilobytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(NODE.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
    }
}
