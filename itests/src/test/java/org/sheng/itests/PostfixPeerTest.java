package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Postfix and a node hand mail to each other; names are resolved by a DNS server on loopback. */
class PostfixPeerTest {

    private static final String ANNA = "anna@sheng.test";
    private static final String PASSWORD = "a-password-of-anna";
    private static final Node NODE = SharedNode.get();
    private static PostfixPeer postfix;

    @BeforeAll
    static void connect() throws Exception {
        NODE.shell("sheng:domain-add sheng.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(ANNA, PASSWORD));
        SharedNode.dns().add("postfix.test. 60 IN MX 10 mx.postfix.test.");
        SharedNode.dns().add("mx.postfix.test. 60 IN A 127.0.0.1");
        SharedNode.dns().add("direct.test. 60 IN A 127.0.0.1");
        SharedNode.dns().add("nomail.test. 60 IN MX 0 .");
        SharedNode.dns().add("slow.test. 60 IN MX 10 mx.slow.test.");
        SharedNode.dns().add("mx.slow.test. 60 IN A " + HesitantServer.ADDRESS);
        postfix = new PostfixPeer(SharedNode.relayPort(), NODE.port(Node.SMTP));
    }

    @AfterAll
    static void end() throws Exception {
        if (postfix != null) {
            postfix.close();
        }
    }

    @Test
    void postfixDeliversToANodeOverTls() throws Exception {
        postfix.submit(PostfixPeer.USER, ANNA, "From: %s\nTo: %s\nSubject: from Postfix\n\n.dot\nReed and pipe.\n"
                .formatted(PostfixPeer.USER, ANNA));
        String message = awaitMail("from Postfix");
        assertTrue(message.contains("\r\n.dot\r\nReed and pipe.\r\n"), message);
        assertTrue(message.contains("with ESMTPS"), "Postfix took the offered STARTTLS: " + message);
        Await.until("Postfix logs it as sent", Await.DELIVERY,
                () -> postfix.log().contains("to=<%s>".formatted(ANNA)) && postfix.log().contains("status=sent"));
    }

    @Test
    void aNodeDeliversToPostfixOverTls() throws Exception {
        String lines = "x".repeat(900) + "\r\n.\u00e9 8-bit\r\n";
        send(PostfixPeer.USER, "to Postfix", lines.repeat(200));
        Await.until("it is in Postfix's Maildir", Await.DELIVERY, () -> inPostfix("to Postfix").size() == 1);
        String message = inPostfix("to Postfix").get(0).replace("\n", "\r\n");
        assertTrue(message.endsWith("\r\n\r\n" + lines.repeat(200)), "the body is as it was sent");
        assertTrue(message.contains("using TLSv1."), "the node took Postfix's STARTTLS: " + message.substring(0, 800));
        assertTrue(message.startsWith("Return-Path: <%s>".formatted(ANNA)), message.substring(0, 200));
    }

    @Test
    void aDomainWithoutMxIsReachedByItsAddress() throws Exception {
        send("peer@direct.test", "without MX", "text\r\n");
        Await.until("it is in Postfix's Maildir", Await.DELIVERY, () -> inPostfix("without MX").size() == 1);
    }

    @Test
    void aRefusedRecipientComesBackAsAReport() throws Exception {
        send("nobody@postfix.test", "to nobody", "text\r\n");
        String report = awaitMail("nobody@postfix.test");
        assertTrue(report.contains("Return-Path: <>"), "a bounce has no sender: " + report);
        assertTrue(report.contains("report-type=delivery-status"), report);
        assertTrue(report.contains("Final-Recipient: rfc822;nobody@postfix.test".replace(";", "; "))
                || report.contains("Final-Recipient: rfc822;nobody@postfix.test"), report);
        assertTrue(report.contains("Action: failed"), report);
        assertTrue(report.contains("Status: 5.1.1"), report);
    }

    @Test
    void aDomainThatTakesNoMailBouncesAtOnce() throws Exception {
        send("someone@nomail.test", "null MX", "text\r\n");
        assertTrue(awaitMail("someone@nomail.test").contains("Status: 5.1.10"), "RFC 7505 §4.2");
    }

    @Test
    void aDomainThatDoesNotExistBounces() throws Exception {
        send("someone@no-such-domain.test", "no domain", "text\r\n");
        assertTrue(awaitMail("someone@no-such-domain.test").contains("Action: failed"));
    }

    @Test
    void aMessageThatWasPutOffIsDeliveredOnceLater() throws Exception {
        try (HesitantServer server = new HesitantServer(SharedNode.relayPort())) {
            send("someone@slow.test", "put off", "text\r\n");
            Await.until("the first attempt is put off", Await.DELIVERY, () -> server.refusals() == 1);
            Await.until("the entry waits", Await.DELIVERY,
                    () -> NODE.shell("sheng:queue-list").contains("someone@slow.test"));
            assertTrue(server.messages().isEmpty());
            NODE.shell("sheng:queue-retry --destination slow.test");
            Await.until("the second attempt delivers", Await.DELIVERY, () -> server.messages().size() == 1);
            Await.until("the entry is gone", Await.DELIVERY,
                    () -> !NODE.shell("sheng:queue-list").contains("someone@slow.test"));
            assertEquals(1, server.messages().size());
            assertTrue(server.messages().get(0).contains("Subject: put off"));
        }
    }

    @Test
    void manyMessagesGoToPostfixOverFewConnections() throws Exception {
        int many = 200;
        int before = postfix.log().length();
        try (LineClient client = submission()) {
            for (int i = 0; i < many; i++) {
                send(client, PostfixPeer.USER, "one of many " + i, "text\r\n");
            }
        }
        Await.until("all are in Postfix's Maildir", Await.DELIVERY.multipliedBy(3), () -> ofMany().size() >= many);
        assertEquals(many, ofMany().size(), "doubled");
        assertEquals(many, Set.copyOf(ofMany()).size(), "lost");
        Await.until("the connections are closed", Await.DELIVERY,
                () -> transactions(before).stream().mapToInt(Integer::intValue).sum() >= many);
        assertTrue(transactions(before).size() <= many / 5, transactions(before) + " messages over each connection");
        assertTrue(transactions(before).stream().allMatch(messages -> messages <= 100), transactions(before)
                .toString());
    }

    private static List<String> ofMany() throws Exception {
        return postfix.mail().stream().flatMap(message -> Pattern.compile("\nSubject: one of many (\\d+)\n")
                .matcher(message).results())
                .map(found -> found.group(1)).toList();
    }

    /** Mail transactions of each connection that ended with QUIT, as Postfix counted them. */
    private static List<Integer> transactions(int logFrom) throws Exception {
        return Pattern.compile("disconnect from \\S+ ehlo=2 starttls=1 mail=(\\d+) .*quit=1 ")
                .matcher(postfix.log().substring(logFrom))
                .results().map(found -> Integer.valueOf(found.group(1))).toList();
    }

    private static List<String> inPostfix(String subject) throws Exception {
        return postfix.mail().stream().filter(message -> message.contains("\nSubject: " + subject + "\n")).toList();
    }

    private static void send(String to, String subject, String body) throws Exception {
        try (LineClient client = submission()) {
            send(client, to, subject, body);
        }
    }

    private static LineClient submission() throws Exception {
        LineClient client = new LineClient(NODE.port(Node.SUBMISSION));
        client.smtpReply();
        client.smtp("EHLO client.test");
        String plain = java.util.Base64.getEncoder().encodeToString(("\0" + ANNA + "\0" + PASSWORD).getBytes());
        assertTrue(client.smtp("AUTH PLAIN " + plain).startsWith("235"));
        return client;
    }

    private static void send(LineClient client, String to, String subject, String body) throws Exception {
        client.smtp("MAIL FROM:<%s> BODY=8BITMIME".formatted(ANNA));
        String answer = client.smtp("RCPT TO:<%s>".formatted(to));
        assertTrue(answer.startsWith("250"), answer);
        client.smtp("DATA");
        client.send("From: %s\r\nTo: %s\r\nSubject: %s\r\n\r\n".formatted(ANNA, to, subject));
        client.send(body.replace("\r\n.", "\r\n.."));
        assertTrue(client.smtp(".").startsWith("250"));
    }

    private static String awaitMail(String text) {
        String[] found = new String[1];
        Await.until("a message with '%s' is in the inbox".formatted(text), Await.DELIVERY, () -> {
            try (ImapReader reader = new ImapReader(NODE, ANNA, PASSWORD)) {
                found[0] = reader.messages().stream().filter(message -> message.contains(text)).findFirst().orElse("");
                return !found[0].isEmpty();
            }
        });
        assertFalse(found[0].isEmpty());
        return found[0];
    }
}
