package org.sheng.lmtp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.pipeline.LocalDelivery;
import org.sheng.smtp.session.SmtpClient;
import org.sheng.smtp.session.TestNode;
import org.sheng.store.Batch;
import org.sheng.store.StoreException;

@Timeout(60)
class LmtpTest {
    private volatile List<String> clients = List.of("127.0.0.0/8");

    private LmtpSettings settings() {
        return new LmtpSettings(true, 2424, clients, 100_000, 100, 10, 10, 2000, 2000, 100_000, Duration.ofMinutes(5));
    }

    @TempDir
    Path home;
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = new TestNode(home);
        // Delivers to ann; bob's mailbox is full.
        LocalDelivery delivery = (blob, message) -> node.store.commit(new Batch().blob(blob)).thenApply(done -> message.recipients().stream()
                .map(recipient -> recipient.address().local().equals("bob") ? new LocalDelivery.Answer(recipient.address(), "4.2.2", "mailbox full")
                        : new LocalDelivery.Answer(recipient.address(), "2.1.5", "delivered"))
                .toList());
        node.serve(Lmtp.DIALECT, new LmtpPolicy(this::settings, delivery));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void eachRecipientGetsItsAnswerInTheOrderOfRcpt() throws Exception {
        try (SmtpClient client = hello()) {
            client.envelope("a@b.example", "ann@sheng.example", "bob@sheng.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.expect("250 2.1.5 <ann@sheng.example>");
            client.expect("452 4.2.2 <bob@sheng.example>");
            client.expect("250 2.1.5 <ann@sheng.example>");
            client.ask("QUIT", "221 ");
        }
        assertTrue(node.onlyMessage().contains("with LMTP id"));
        MailEvent.MessageReceived received = node.events(MailEvent.MessageReceived.class).get(0);
        assertEquals(List.of(new MailAddress("ann", "sheng.example"), new MailAddress("ann", "sheng.example")), received.recipients());
    }

    @Test
    void whenAllAreRefusedNothingWasReceived() throws Exception {
        try (SmtpClient client = hello()) {
            client.envelope("a@b.example", "bob@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.expect("452 4.2.2");
        }
        assertTrue(node.events(MailEvent.MessageReceived.class).isEmpty());
        assertEquals(1, node.events(MailEvent.MessageRefused.class).size());
    }

    @Test
    void aRefusedMessageIsRefusedToEachRecipient() throws Exception {
        node.store.failure = new StoreException(StoreException.Reason.UNAVAILABLE, -1, "disk full");
        try (SmtpClient client = hello()) {
            client.envelope("a@b.example", "ann@sheng.example", "bob@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            client.expect("452 4.3.1");
            client.expect("452 4.3.1");
            client.envelope("a@b.example", "ann@sheng.example", "bob@sheng.example");
            client.send("Subject: x\nbad\r\n\r\n.\r\n");
            client.expect("550 5.6.0");
            client.expect("550 5.6.0");
            client.ask("NOOP", "250 ");
        }
    }

    @Test
    void helloIsLhloAndOnlyUsersOfThisNodeAreServed() throws Exception {
        try (SmtpClient client = node.client()) {
            assertEquals("220 mx.sheng.example LMTP Sheng", client.reply());
            client.ask("EHLO c", "500 5.5.1");
            client.ask("HELO c", "500 5.5.1");
            client.ask("MAIL FROM:<a@b.example>", "503 5.5.1 say LHLO first");
            client.ask("LHLO c", "250 ");
            client.ask("MAIL FROM:<a@b.example>", "250 2.1.0");
            client.ask("RCPT TO:<x@elsewhere.example>", "550 5.1.2");
            client.ask("RCPT TO:<nobody@sheng.example>", "550 5.1.1");
            client.ask("DATA", "554 5.5.1");
        }
    }

    @Test
    void whoIsNotNamedInTheSettingsDeliversNothing() throws Exception {
        clients = List.of("192.0.2.0/24");
        try (SmtpClient client = hello()) {
            client.ask("MAIL FROM:<a@b.example>", "550 5.7.1");
        }
    }

    @Test
    void theAnswersWaitForTheCommit() throws Exception {
        CompletableFuture<Void> disk = new CompletableFuture<>();
        node.store.gate = disk;
        try (SmtpClient client = hello()) {
            client.envelope("a@b.example", "ann@sheng.example");
            client.send("Subject: x\r\n\r\n.\r\n");
            TestNode.await(() -> node.store.writers.get(0).size() > 0);
            assertTrue(node.store.committed.isEmpty());
            disk.complete(null);
            client.expect("250 2.1.5");
        }
    }

    private SmtpClient hello() throws Exception {
        SmtpClient client = node.client();
        client.expect("220 ");
        client.ask("LHLO client.example", "250 ");
        return client;
    }
}
