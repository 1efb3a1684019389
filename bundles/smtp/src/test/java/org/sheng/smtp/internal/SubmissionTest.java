package org.sheng.smtp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Limits;
import org.sheng.event.MailEvent;
import org.sheng.queue.Submission;
import org.sheng.smtp.session.SmtpClient;
import org.sheng.smtp.session.TestNode;

@Timeout(60)
class SubmissionTest {
    private static final SubmissionSettings SETTINGS = new SubmissionSettings(true, 2587, 2465, 100_000, 100, 10, 10, 2000, 2000, 100_000,
            Duration.ofMinutes(5));

    @TempDir
    Path home;
    private final AtomicLong clock = new AtomicLong();
    private TestNode node;

    @BeforeEach
    void start() throws Exception {
        node = new TestNode(home);
        node.serve(Protocols.SUBMISSION, new SubmissionPolicy(() -> SETTINGS, new Spool(node.queue), new SendingRates(clock::get)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void whoDoesNotAuthenticateSendsNothing() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("MAIL FROM:<ann@sheng.example>", "530 5.7.0");
        }
    }

    @Test
    void aUserSendsToAnybody() throws Exception {
        try (SmtpClient client = node.client()) {
            client.expect("220 ");
            client.send("EHLO laptop\r\n");
            assertTrue(client.wholeReply().contains("250-AUTH TWO-STEP PLAIN LOGIN\n"));
            login(client, "ann");
            client.send("EHLO laptop\r\n");
            assertFalse(client.wholeReply().contains("AUTH"));
            client.envelope("ann@sheng.example", "x@elsewhere.example");
            client.send("Subject: hi\r\n\r\nbody\r\n.\r\n");
            client.expect("250 2.0.0");
        }
        Submission queued = node.queue.queued.get(0);
        String message = node.onlyMessage();
        assertTrue(message.contains("with ESMTPA id"), message);
        assertTrue(message.contains("Subject: hi\r\nDate: "), message);
        assertTrue(message.contains("Message-ID: <" + queued.trace() + "@mx.sheng.example>\r\n\r\nbody"), message);
        assertEquals("ann@sheng.example", node.events(MailEvent.MessageReceived.class).get(0).user().orElseThrow());
    }

    @Test
    void onTheTlsPortToo() throws Exception {
        try (SmtpClient client = node.tlsClient().hello()) {
            login(client, "ann");
            client.envelope("ann@sheng.example", "bob@sheng.example");
            client.send("Date: x\r\nMessage-ID: <y>\r\n\r\n.\r\n");
            client.expect("250 2.0.0");
        }
        assertTrue(node.onlyMessage().contains("with ESMTPSA id"));
        assertTrue(node.onlyMessage().endsWith("Date: x\r\nMessage-ID: <y>\r\n\r\n"));
    }

    @Test
    void nobodySendsAsSomebodyElse() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            login(client, "ann");
            client.ask("MAIL FROM:<bob@sheng.example>", "553 5.7.1");
            client.ask("MAIL FROM:<ann@elsewhere.example>", "553 5.7.1");
            client.ask("MAIL FROM:<>", "250 2.1.0");
            client.ask("RCPT TO:<nobody@sheng.example>", "550 5.1.1");
        }
    }

    @Test
    void dialoguesOfSeveralStepsWork() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("AUTH LOGIN", "334 " + base64("Username:"));
            client.ask(base64("ann@sheng.example"), "334 " + base64("Password:"));
            client.ask(base64("secret"), "235 2.7.0");
            client.ask("AUTH LOGIN", "503 5.5.1");
        }
        try (SmtpClient client = node.client().hello()) {
            client.ask("AUTH LOGIN " + base64("ann@sheng.example"), "334 " + base64("Password:"));
            client.ask(base64("secret"), "235 2.7.0");
        }
        try (SmtpClient client = node.client().hello()) {
            client.ask("AUTH PLAIN", "334 ");
            client.ask(base64("\0ann@sheng.example\0secret"), "235 2.7.0");
        }
    }

    @Test
    void whatGoesWrongAtAuthIsSaidInItsCode() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            client.ask("AUTH PLAIN " + base64("\0ann@sheng.example\0wrong"), "535 5.7.8");
            client.ask("AUTH PLAIN " + base64("\0suspended\0secret"), "525 5.7.13");
            client.ask("AUTH PLAIN " + base64("\0busy\0secret"), "454 4.7.0");
            client.ask("AUTH NOSUCH", "504 5.5.4");
            client.ask("AUTH LOGIN", "334 ");
            client.ask("*", "501 5.7.0");
            client.ask("AUTH LOGIN", "334 ");
            client.ask("%%%", "501 5.5.2");
            client.ask("AUTH TWO-STEP " + base64("ann"), "501 5.7.0"); // the server speaks first
            client.ask("AUTH", "501 5.5.4");
            client.ask("NOOP", "250 ");
        }
    }

    @Test
    void wrongPasswordsWithoutEndEndTheSession() throws Exception {
        try (SmtpClient client = node.client().hello()) {
            for (int i = 0; i < 10; i++) {
                client.ask("AUTH PLAIN " + base64("\0ann@sheng.example\0wrong"), "535 5.7.8");
            }
            client.expect("421 4.7.0");
        }
    }

    @Test
    void aUsersOwnLimitsHold() throws Exception {
        node.directory.user("small", new Limits(0, 0, 1000, 1, 2));
        try (SmtpClient client = node.client().hello()) {
            login(client, "small");
            client.ask("MAIL FROM:<small@sheng.example> SIZE=1001", "552 5.3.4");
            for (int i = 0; i < 2; i++) {
                client.ask("MAIL FROM:<small@sheng.example>", "250 2.1.0");
                client.ask("RCPT TO:<a@x.example>", "250 2.1.5");
                client.ask("RCPT TO:<b@x.example>", "452 4.5.3");
                client.ask("DATA", "354 ");
                client.send("Subject: x\r\n\r\n.\r\n");
                client.expect("250 2.0.0");
            }
            client.ask("MAIL FROM:<small@sheng.example>", "450 4.7.1");
            clock.addAndGet(TimeUnit.HOURS.toNanos(1));
            client.ask("MAIL FROM:<small@sheng.example>", "250 2.1.0");
        }
    }

    @Test
    void sizeOfAUserIsCheckedWhenTheMessageComesToo() throws Exception {
        node.directory.user("small", new Limits(0, 0, 1000, 0, 0));
        try (SmtpClient client = node.client().hello()) {
            login(client, "small");
            client.envelope("small@sheng.example", "a@x.example");
            client.send("Subject: x\r\n\r\n" + ("y".repeat(98) + "\r\n").repeat(20) + ".\r\n");
            client.expect("552 5.3.4");
        }
    }

    @Test
    void sendingRatesCountEachUserApart() {
        SendingRates rates = new SendingRates(clock::get);
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        rates.sent(one);
        assertFalse(rates.maySend(one, 1));
        assertTrue(rates.maySend(one, 0));
        assertTrue(rates.maySend(two, 1));
        assertEquals(List.of(true, false), List.of(rates.maySend(one, 2), rates.maySend(one, 1)));
    }

    private static void login(SmtpClient client, String user) throws Exception {
        client.ask("AUTH PLAIN " + base64("\0" + user + "@sheng.example\0secret"), "235 2.7.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
