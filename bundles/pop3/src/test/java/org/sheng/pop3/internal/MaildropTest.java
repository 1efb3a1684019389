package org.sheng.pop3.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.IntStream;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.Batch;
import org.sheng.store.Flags;

@Timeout(60)
class MaildropTest {
    @TempDir
    Path home;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        node = new Node(home);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void listAndUidlNameEachMessage() throws Exception {
        node.deliver(Node.ANN, "A: 1\n\none\n");
        node.deliver(Node.ANN, "A: 2\n\ntwo!!\n");
        try (Client client = node.client().login("ann")) {
            assertEquals(List.of("1 13", "2 15"), client.askMany("LIST"));
            assertEquals("+OK 2 15", client.ask("LIST 2"));
            List<String> ids = client.askMany("UIDL");
            assertEquals(List.of("1 1.1", "2 1.2"), ids);
            assertEquals("+OK 2 1.2", client.ask("UIDL 2"));
            assertEquals("-ERR no such message, only 2 in the maildrop", client.ask("LIST 3"));
            assertEquals("-ERR no such message, only 2 in the maildrop", client.ask("UIDL 0"));
            assertEquals("-ERR LIST takes a message number or nothing", client.ask("LIST one"));
            assertEquals("-ERR no such message, only 2 in the maildrop", client.ask("RETR 4294967297"));
        }
    }

    @Test
    void retrSendsTheOctetsItAnnouncesWithDotsDoubled() throws Exception {
        String text = ".\r\n..two\r\nmid.dle\r\n\r\n.\r\n";
        node.deliver(Node.ANN, text.getBytes(StandardCharsets.UTF_8));
        try (Client client = node.client().login("ann")) {
            assertEquals("+OK " + text.length() + " octets", client.ask("RETR 1"));
            String expected = "..\r\n...two\r\nmid.dle\r\n\r\n..\r\n.\r\n";
            assertEquals(expected, new String(client.read(expected.length()), StandardCharsets.UTF_8));
            assertEquals("+OK still here", client.ask("NOOP"));
        }
    }

    @Test
    void aMessageWithoutLastLineEndGetsOneAndABareLineFeedHidesNoEnd() throws Exception {
        node.deliver(Node.ANN, "Subject: x\r\n\r\nno end".getBytes(StandardCharsets.UTF_8));
        node.deliver(Node.ANN, "a\n.\nb\r\n".getBytes(StandardCharsets.UTF_8));
        try (Client client = node.client().login("ann")) {
            assertEquals(List.of("Subject: x", "", "no end"), client.askMany("RETR 1"));
            assertEquals(List.of("a\n..\nb"), client.askMany("RETR 2"));
        }
    }

    @Test
    void anEmptyMessageIsSentToo() throws Exception {
        node.deliver(Node.ANN, new byte[0]);
        try (Client client = node.client().login("ann")) {
            assertEquals("+OK 0 octets", client.ask("RETR 1"));
            assertEquals(".", client.line());
            assertEquals(".", client.ask("TOP 1 1").equals("+OK the top of message 1") ? client.line() : "");
        }
    }

    @Test
    void topSendsHeaderEmptyLineAndSoManyLines() throws Exception {
        node.deliver(Node.ANN, "Subject: x\nTo: y\n\none\n.two\nthree\n");
        node.deliver(Node.ANN, "Subject: only header\n");
        try (Client client = node.client().login("ann")) {
            assertEquals(List.of("Subject: x", "To: y", ""), client.askMany("TOP 1 0"));
            assertEquals(List.of("Subject: x", "To: y", "", "one", "..two"), client.askMany("TOP 1 2"));
            assertEquals(List.of("Subject: x", "To: y", "", "one", "..two", "three"), client.askMany("TOP 1 99"));
            assertEquals(List.of("Subject: only header"), client.askMany("TOP 2 5"));
            assertEquals("-ERR TOP takes a message number and a number of lines", client.ask("TOP 1"));
        }
    }

    @Test
    void largeMessagesComeWholeToASlowReader() throws Exception {
        StringBuilder text = new StringBuilder("Subject: large\r\n\r\n");
        Random random = new Random(7);
        while (text.length() < 12_000_000) {
            text.append(random.nextInt(3) == 0 ? "." : "").append("x".repeat(random.nextInt(200))).append("\r\n");
        }
        byte[] expected = text.toString().getBytes(StandardCharsets.US_ASCII);
        node.deliver(Node.ANN, expected);
        try (Client client = node.client().login("ann")) {
            client.send("RETR 1\r\nNOOP\r\n");
            assertEquals("+OK " + expected.length + " octets", client.line());
            StringBuilder got = new StringBuilder();
            for (String line : client.lines()) {
                got.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
            }
            assertArrayEquals(expected, got.toString().getBytes(StandardCharsets.US_ASCII));
            assertEquals("+OK still here", client.line());
        }
    }

    @Test
    void longListingsComeWhole() throws Exception {
        byte[] small = "A: b\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        IntStream.range(0, 12_000).forEach(i -> node.deliver(Node.ANN, small));
        try (Client client = node.client().login("ann")) {
            client.send("UIDL\r\nLIST\r\n");
            assertTrue(client.line().startsWith("+OK"));
            List<String> ids = client.lines();
            assertEquals(12_000, ids.size());
            assertEquals("12000 1.12000", ids.get(11_999));
            assertTrue(client.line().startsWith("+OK 12000 messages (96000 octets)"));
            assertEquals(12_000, client.lines().size());
        }
    }

    @Test
    void deletionsHappenAtQuitAndNotBefore() throws Exception {
        IntStream.rangeClosed(1, 3).forEach(i -> node.deliver(Node.ANN, "A: " + i + "\n\n"));
        try (Client client = node.client().login("ann")) {
            assertEquals("+OK message 2 goes at QUIT", client.ask("DELE 2"));
            assertEquals("-ERR message 2 is marked as deleted", client.ask("DELE 2"));
            assertEquals("-ERR message 2 is marked as deleted", client.ask("RETR 2"));
            assertEquals("+OK 2 16", client.ask("STAT"));
            assertEquals(List.of("1 8", "3 8"), client.askMany("LIST"));
            assertEquals(3, node.inbox(Node.ANN).size());
            assertEquals("+OK bye", client.ask("QUIT"));
        }
        assertEquals(List.of(1L, 3L), node.inbox(Node.ANN).stream().map(org.sheng.store.Message::uid).toList());
    }

    @Test
    void aSessionWithoutQuitDeletesNothingAndRsetTakesMarksAway() throws Exception {
        node.deliver(Node.ANN, "A: 1\n\n");
        try (Client client = node.client().login("ann")) {
            client.ask("DELE 1");
        }
        Waiting.until(() -> {
            try (Client client = node.client().login("ann")) {
                client.ask("DELE 1");
                assertEquals("+OK 1 messages (8 octets)", client.ask("RSET"));
                return client.ask("QUIT").equals("+OK bye");
            } catch (IOException inUse) {
                return false;
            }
        });
        assertEquals(1, node.inbox(Node.ANN).size());
    }

    @Test
    void whatWasFetchedIsSeenUnlessSaidOtherwise() throws Exception {
        node.deliver(Node.ANN, "A: 1\n\n");
        node.deliver(Node.ANN, "A: 2\n\n");
        try (Client client = node.client().login("ann")) {
            client.askMany("RETR 1");
            client.askMany("TOP 2 0");
            client.ask("QUIT");
        }
        assertEquals(List.of(true, false), node.inbox(Node.ANN).stream().map(m -> m.flags().has(Flags.SEEN)).toList());
        try (Node other = new Node(home, Map.of("mark-seen", "false"), Duration.ofSeconds(30))) {
            other.deliver(Node.ANN, "A: 1\n\n");
            try (Client client = other.client().login("ann")) {
                client.askMany("RETR 1");
                client.ask("QUIT");
            }
            assertEquals(List.of(false), other.inbox(Node.ANN).stream().map(m -> m.flags().has(Flags.SEEN)).toList());
        }
    }

    @Test
    void whatComesAndGoesMeanwhileChangesNoNumbers() throws Exception {
        node.deliver(Node.ANN, "A: 1\n\n");
        node.deliver(Node.ANN, "A: 2\n\n");
        try (Client client = node.client().login("ann")) {
            node.deliver(Node.ANN, "A: 3\n\n");
            Batch batch = new Batch();
            batch.expunge(node.inbox(Node.ANN).get(0).mailbox(), List.of(1L), false);
            node.store.commit(batch).toCompletableFuture().get();
            assertEquals("+OK 2 16", client.ask("STAT"));
            assertEquals("-ERR message 1 was removed by another session meanwhile", client.ask("RETR 1"));
            assertEquals(List.of("A: 2", ""), client.askMany("RETR 2"));
            client.ask("DELE 1");
            client.ask("DELE 2");
            assertEquals("+OK bye", client.ask("QUIT"));
        }
        assertEquals(List.of(3L), node.inbox(Node.ANN).stream().map(org.sheng.store.Message::uid).toList());
    }

    @Test
    void aStoreThatFailsIsSaidAndDeletesNothing() throws Exception {
        node.deliver(Node.ANN, "A: 1\n\n");
        try (Client client = node.client().login("ann")) {
            client.ask("DELE 1");
            node.store.close();
            assertEquals("-ERR [SYS/TEMP] the mail store refused the change: nothing was deleted", client.ask("QUIT"));
        }
    }

    @Test
    void angusMailReadsAndDeletes() throws Exception {
        node.deliver(Node.ANN, "Subject: first\nFrom: bob@example.org\n\nHello\n.\nAnn\n");
        node.deliver(Node.ANN, "Subject: second\n\nx\n");
        Properties properties = new Properties();
        properties.put("mail.pop3.starttls.enable", "true");
        properties.put("mail.pop3.starttls.required", "true");
        properties.put("mail.pop3.ssl.trust", "*");
        properties.put("mail.pop3.ssl.checkserveridentity", "false");
        try (Store store = Session.getInstance(properties).getStore("pop3")) {
            store.connect("127.0.0.1", node.port(), "ann", "secret");
            POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            Message[] messages = inbox.getMessages();
            FetchProfile ids = new FetchProfile();
            ids.add(UIDFolder.FetchProfileItem.UID);
            inbox.fetch(messages, ids);
            assertEquals("first", messages[0].getSubject());
            assertEquals("Hello\r\n.\r\nAnn\r\n", messages[0].getContent());
            assertEquals("1.2", inbox.getUID(messages[1]));
            messages[0].setFlag(Flag.DELETED, true);
            inbox.close(true);
        }
        assertEquals(List.of(2L), node.inbox(Node.ANN).stream().map(org.sheng.store.Message::uid).toList());
    }
}
