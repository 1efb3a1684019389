package org.sheng.smtp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.directory.Group;
import org.sheng.directory.Limits;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Submission;
import org.sheng.smtp.session.FakeStore;
import org.sheng.smtp.session.SmtpClient;
import org.sheng.smtp.session.TestNode;
import org.sheng.store.Operation;
import org.sheng.store.StoreException;
import org.sheng.store.Usage;

@Timeout(60)
class SmtpTest {
    private static final SmtpSettings SETTINGS = new SmtpSettings(true, 2525, 100_000, 100, 10, 10, 2000, 2000, 100_000, Duration.ofMinutes(5));

    @TempDir
    Path home;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = new TestNode(home);
        node.serve(Protocols.SMTP, new SmtpPolicy(() -> SETTINGS, new Spool(node.queue)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void aMessageIsKeptWithItsTraceLinesBeforeIt() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("far@away.example", "ann@sheng.example");
            client.send("Subject: hi\r\n\r\n..dot\r\nlast\r\n.\r\n");
            String reply = client.expect("250 2.0.0");
            String message = node.onlyMessage();
            Submission queued = node.queue.queued.get(0);
            assertTrue(reply.endsWith(queued.trace()));
            assertEquals("Return-Path: <far@away.example>\r\n", message.substring(0, queued.skip()));
            assertTrue(message.substring(queued.skip()).startsWith(
                    "Received: from client.example ([127.0.0.1])\r\n\tby mx.sheng.example with ESMTP id " + queued.trace()
                            + "\r\n\tfor <ann@sheng.example>;\r\n\t"), message);
            assertTrue(message.endsWith("+0000\r\nSubject: hi\r\n\r\n.dot\r\nlast\r\n"), message);
            assertEquals(message.length(), queued.size());
            assertEquals(message.length(), node.scanner.seen.get());
            assertEquals(26, queued.trace().length());
            client.ask("QUIT", "221 2.0.0");
            assertNull(client.reply());
        }
        MailEvent.MessageReceived received = node.events(MailEvent.MessageReceived.class).get(0);
        assertEquals("<id@test>", received.messageId());
        assertEquals(List.of(new MailAddress("ann", "sheng.example")), received.recipients());
    }

    @Test
    void blobAndQueueEntryAreOneCommitAndTheAnswerWaitsForIt() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        node.store.gate = disk;
        try (SmtpClient client = node.client().hello()) {
            client.envelope("", "ann@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\nNOOP\r\n");
            TestNode.await(() -> !node.queue.queued.isEmpty());
            client.socket.setSoTimeout(300);
            assertSilent(client);
            client.socket.setSoTimeout(10_000);
            disk.complete(null);
            client.expect("250 2.0.0 ok, kept");
            client.expect("250 2.0.0 ok");
        }
        List<Operation> batch = node.store.committed.get(0).operations();
        assertTrue(batch.get(0) instanceof Operation.PutBlob);
        assertTrue(batch.stream().anyMatch(Operation.Put.class::isInstance));
        assertEquals(Optional.empty(), node.queue.queued.get(0).sender());
    }

    private static void assertSilent(SmtpClient client) throws Exception {
        try {
            throw new AssertionError("answered before the commit: " + client.reply());
        } catch (java.net.SocketTimeoutException e) {
            assertFalse(client.socket.isClosed());
        }
    }

    @Test
    void aWholeSessionInOnePacketIsAnsweredInOrder() throws Exception {
        try (SmtpClient client = node.client()) {
            client.send("EHLO c\r\nMAIL FROM:<a@b.example> SIZE=20 BODY=8BITMIME\r\nRCPT TO:<ann@sheng.example>\r\nRCPT TO:<nobody@sheng.example>\r\n"
                    + "RCPT TO:<bob+x@sheng.example>\r\nDATA\r\nSubject: x\r\n\r\n.\r\nMAIL FROM:<>\r\nRSET\r\nQUIT\r\n");
            for (String reply : new String[] {"220 ", "250 ", "250 2.1.0", "250 2.1.5", "550 5.1.1", "250 2.1.5", "354 ", "250 2.0.0 ok, kept", "250 2.1.0",
                "250 2.0.0", "221 "}) {
                client.expect(reply);
            }
        }
        assertEquals(List.of("ann@sheng.example", "bob+x@sheng.example"),
                node.queue.queued.get(0).recipients().stream().map(r -> r.address().toString()).toList());
        assertTrue(node.queue.queued.get(0).options().eightBit());
        assertFalse(node.onlyMessage().contains("for <"), "with two recipients none is named");
    }

    @Test
    void whatIsAdvertisedIsWhatThereIs() throws Exception {
        try (SmtpClient client = node.client()) {
            assertEquals("220 mx.sheng.example ESMTP Sheng", client.reply());
            client.send("EHLO c.example\r\n");
            assertEquals("250-mx.sheng.example greets c.example\n250-PIPELINING\n250-SIZE 100000\n250-8BITMIME\n250-STARTTLS\n250 ENHANCEDSTATUSCODES\n",
                    client.wholeReply());
            client.ask("HELO c.example", "250 mx.sheng.example");
            client.ask("AUTH PLAIN", "500 5.5.1"); // on the submission ports alone
            client.ask("VRFY ann", "252 2.5.0");
            client.ask("HELP", "214 2.0.0 DATA EHLO HELO");
            client.ask("EXPN list", "500 5.5.1");
            client.ask("NOOP with words", "250 2.0.0");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MAIL FROM:<a@b>|503 5.5.1", "RCPT TO:<ann@sheng.example>|503 5.5.1", "DATA|503 5.5.1", "EHLO|501 5.5.4", "HELO (x)|501 5.5.4", "RSET x|501 5.5.4",
        "nonsense|500 5.5.1", "''|500 5.5.1"})
    void commandsOutOfTurnAndNonsenseAreRefused(String command, String reply) throws Exception {
        try (SmtpClient client = node.client()) {
            client.expect("220 ");
            client.ask(command, reply);
            client.ask("NOOP", "250 ");
        }
    }

    @Test
    void aTransactionKeepsItsOrder() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("DATA", "503 5.5.1");
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            client.ask("MAIL FROM:<a@b.example>", "503 5.5.1");
            client.ask("RCPT TO:<nobody@sheng.example>", "550 5.1.1");
            client.ask("DATA", "554 5.5.1");
            client.ask("RCPT TO:<ann@sheng.example>", "250 2.1.5");
            client.ask("EHLO again.example", "250 ");
            client.ask("RCPT TO:<ann@sheng.example>", "503 5.5.1");
        }
    }

    @Test
    void nothingIsRelayedForStrangers() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<ann@sheng.example>", "250 2.1.0");
            for (String recipient : List.of("x@elsewhere.example", "x%elsewhere.example@relay.example", "@sheng.example:x@elsewhere.example",
                    "\"x@elsewhere.example\"@other.example")) {
                client.ask("RCPT TO:<" + recipient + ">", "550 5.7.1");
            }
        }
        assertTrue(node.events(MailEvent.MessageRefused.class).get(0).reply().startsWith("550 5.7.1"));
    }

    @Test
    void aliasesGroupsAndPostmasterAreTaken() throws Exception {
        MailAddress members = new MailAddress("members", "sheng.example");
        node.directory.groups.put(members.key(), new Group(members, "", Group.Writers.MEMBERS, List.of(new MailAddress("bob", "sheng.example"))));
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<stranger@b.example>", "250 2.1.0");
            client.ask("RCPT TO:<alias@sheng.example>", "250 2.1.5");
            client.ask("RCPT TO:<Postmaster>", "250 2.1.5");
            client.ask("RCPT TO:<members@sheng.example>", "550 5.7.2");
            client.ask("RSET", "250 ");
            client.ask("MAIL FROM:<bob@sheng.example>", "250 2.1.0");
            client.ask("RCPT TO:<members@sheng.example>", "250 2.1.5");
        }
    }

    @Test
    void aFullMailboxIsToldAtRcpt() throws Exception {
        var full = node.directory.user("full", new Limits(1000, 0, 500, 0, 0));
        node.store.usage.put(full.id(), new Usage(1001, 3));
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example> SIZE=100", "250 2.1.0");
            client.ask("RCPT TO:<full@sheng.example>", "452 4.2.2");
            client.ask("RSET", "250 ");
            client.ask("MAIL FROM:<a@b.example> SIZE=501", "250 2.1.0");
            client.ask("RCPT TO:<full@sheng.example>", "552 5.2.3");
        }
    }

    @Test
    void aMessageTooLargeIsRefusedWhenItIsAnnouncedAndWhenItComes() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example> SIZE=100001", "552 5.3.4");
            client.envelope("a@b.example", "ann@sheng.example");
            String line = "x".repeat(998) + "\r\n";
            client.send("Subject: x\r\n\r\n" + line.repeat(110) + ".\r\n");
            client.expect("552 5.3.4");
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: small\r\n\r\n.\r\n");
            client.expect("250 2.0.0");
        }
        assertTrue(node.store.writers.get(0).aborted);
        assertTrue(node.onlyMessage().contains("small"));
    }

    @Test
    void aMessageWithoutEndIsCut() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            String much = ("x".repeat(998) + "\r\n").repeat(1000);
            for (int i = 0; i < 3; i++) {
                client.send(much);
            }
            client.expect("552 5.3.4");
            assertNull(client.reply());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r.\r\n", "\r\n.\r"})
    void smuggledMessagesAreNotTaken(String wrongEnd) throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: first\r\n\r\ntext" + wrongEnd
                    + "MAIL FROM:<admin@sheng.example>\r\nRCPT TO:<bob@sheng.example>\r\nDATA\r\nSubject: smuggled\r\n\r\n.\r\n");
            client.expect("550 5.6.0");
            assertNull(client.reply());
        }
        assertTrue(node.queue.queued.isEmpty());
    }

    /** RFC 2045 §2.8. */
    @Test
    void aNulIsRefusedAtTheEndAndTheSessionGoesOn() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\nte\0xt\r\n.\r\n");
            client.expect("550 5.6.0");
            client.ask("NOOP", "250 ");
        }
        assertTrue(node.queue.queued.isEmpty());
    }

    @Test
    void aLoneLineFeedIsRefusedAtTheEndAndTheSessionGoesOn() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: first\nX: y\r\n\r\ntext\r\n.\r\n");
            client.expect("550 5.6.0");
            client.ask("NOOP", "250 ");
            client.send("NOOP\n");
            client.expect("500 5.5.2");
        }
        assertTrue(node.queue.queued.isEmpty());
    }

    @Test
    void aLoopIsBroken() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Received: by x\r\n".repeat(11) + "\r\n.\r\n");
            client.expect("554 5.4.6");
        }
    }

    @Test
    void tooManyRecipientsAreLeftForAnotherMessage() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            for (int i = 0; i < 100; i++) {
                client.ask("RCPT TO:<ann+" + i + "@sheng.example>", "250 2.1.5");
            }
            client.ask("RCPT TO:<bob@sheng.example>", "452 4.5.3");
            client.ask("DATA", "354 ");
        }
    }

    @Test
    void tooManyErrorsEndTheSession() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            for (int i = 0; i < 10; i++) {
                client.ask("what", "500 5.5.1");
            }
            client.expect("421 4.7.0");
            assertNull(client.reply());
        }
    }

    @Test
    void aLineTooLongIsPassedOverAndALineWithoutEndIsCut() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("NOOP " + "x".repeat(5000), "500 5.5.2");
            client.ask("NOOP", "250 ");
            client.send("x".repeat(1_200_000));
            client.expect("500 5.5.2");
            assertNull(client.reply());
        }
    }

    @Test
    void startTlsForgetsWhatWasSaidInTheClear() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            client.ask("STARTTLS", "503 5.5.1");
            client.ask("RSET", "250 ");
            client.send("STARTTLS\r\nRCPT TO:<injected@sheng.example>\r\n");
            client.expect("220 2.0.0");
            client.tls();
            client.ask("MAIL FROM:<a@b.example>", "503 5.5.1 say EHLO first");
            client.send("EHLO secure.example\r\n");
            assertFalse(client.wholeReply().contains("STARTTLS"));
            client.ask("STARTTLS", "503 5.5.1");
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.expect("250 2.0.0");
        }
        String message = node.onlyMessage();
        assertTrue(message.contains("with ESMTPS id"), message);
        assertTrue(message.contains("(using TLSv1.3 with TLS_"), message);
    }

    @Test
    void directoryAwayIsATemporaryError() throws Exception {
        node.directory.away = true;
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            client.ask("RCPT TO:<ann@sheng.example>", "451 4.3.0");
        }
    }

    @Test
    void aStoreThatRefusesIsATemporaryErrorAndNothingIsKept() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            client.ask("RCPT TO:<ann@sheng.example>", "250 2.1.5");
            node.store.refuseBlobs = true;
            client.ask("DATA", "452 4.3.1");
            node.store.refuseBlobs = false;
            node.store.failure = new StoreException(StoreException.Reason.BUSY, -1, "too much waits");
            client.ask("DATA", "354 ");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.expect("452 4.3.1");
            node.store.failure = null;
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: y\r\n\r\n.\r\n");
            client.expect("250 2.0.0");
        }
        assertTrue(node.store.writers.get(0).aborted);
        assertTrue(node.onlyMessage().contains("Subject: y"));
        assertTrue(node.events(MailEvent.MessageReceived.class).size() == 1);
    }

    @Test
    void aSlowStoreMakesTheClientWaitAndAFailingOneEndsTheMessageAlone() throws Exception {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        node.store.blobGate = slow;
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            String body = "Subject: x\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(900);
            client.send(body);
            FakeStore.FakeBlob blob = node.store.writers.get(0);
            TestNode.await(() -> blob.waitedFor);
            slow.complete(null);
            node.store.blobGate = null;
            client.send(".\r\n");
            client.expect("250 2.0.0");
            assertTrue(node.onlyMessage().endsWith(body));

            CompletableFuture<Void> failing = new CompletableFuture<>();
            node.store.blobGate = failing;
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: z\r\n\r\n");
            TestNode.await(() -> node.store.writers.size() == 2 && node.store.writers.get(1).waitedFor);
            failing.completeExceptionally(new StoreException(StoreException.Reason.UNAVAILABLE, -1, "disk full"));
            client.send("more\r\n.\r\n");
            client.expect("452 4.3.1");
        }
    }

    @Test
    void whoHangsUpWithinAMessageLeavesNothing() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\nhalf of it\r\n.\r");
            client.socket.shutdownOutput();
            assertNull(client.reply());
        }
        TestNode.await(() -> node.store.writers.get(0).aborted);
        assertTrue(node.store.committed.isEmpty());
    }

    @Test
    void whoClosedItsSideBehindTheMessageStillGetsTheAnswer() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.socket.shutdownOutput();
            client.expect("250 2.0.0");
            assertNull(client.reply());
        }
    }

    @Test
    void theServiceThatStopsSaysSo() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            var stopped = node.service().stop().toCompletableFuture();
            client.expect("421 4.3.2");
            assertNull(client.reply());
            client.close();
            stopped.get(10, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void aThousandClientsAtOnceAllDeliver() throws Exception {
        List<SmtpClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                SmtpClient client = node.client();
                clients.add(client);
                client.send("EHLO c\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<ann@sheng.example>\r\nDATA\r\nSubject: " + i + "\r\n\r\n.\r\nQUIT\r\n");
            }
            for (SmtpClient client : clients) {
                for (String reply : new String[] {"220", "250", "250", "250", "354", "250 2.0.0 ok, kept", "221"}) {
                    client.expect(reply);
                }
            }
        } finally {
            for (SmtpClient client : clients) {
                client.close();
            }
        }
        assertEquals(1000, node.store.blobs.size());
    }
}
