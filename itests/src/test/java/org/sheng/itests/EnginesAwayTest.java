package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Engines are stopped and replaced in a running node: the protocols' ports stay open, say so, and lose nothing. */
class EnginesAwayTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int SENDERS = 8;
    private static final int UPDATES = 3;

    private static final String READER = "reader@" + MarkedMail.DOMAIN;

    private static final String SMTP_SAYS = "421 4.3.2 ";
    private static final String IMAP_SAYS = "* BYE [UNAVAILABLE] ";
    private static final String POP3_SAYS = "-ERR [SYS/TEMP] ";

    private static Node node;

    @BeforeAll
    static void start() {
        node = Node.started("engines");
        node.shell("sheng:domain-add " + MarkedMail.DOMAIN);
        node.shell("sheng:user-add %s --password %s".formatted(READER, MarkedMail.PASSWORD));
        for (int user = 0; user < MarkedMail.USERS; user++) {
            node.shell("sheng:user-add %s --password %s".formatted(MarkedMail.address(user), MarkedMail.PASSWORD));
        }
    }

    @AfterAll
    static void end() {
        node.close();
    }

    @Test
    void withoutTheStoreEveryProtocolAsksToComeAgain() throws Exception {
        awayAndBack("org.sheng.store.rocksdb", "mail store", List.of("smtp", "submission", "lmtp", "imap", "pop3"));
    }

    @Test
    void withoutTheDirectoryEveryProtocolAsksToComeAgain() throws Exception {
        awayAndBack("org.sheng.directory.jpa", "directory", List.of("smtp", "submission", "lmtp"));
    }

    @Test
    void withoutAuthenticationUsersAreAskedToComeAgainAndMailFromOthersIsTaken() throws Exception {
        int before = ImapReader.count(node, READER, MarkedMail.PASSWORD);
        node.shell("bundle:stop org.sheng.auth");
        assertEquals("congested", state("imap"));
        assertAway(Node.IMAP, IMAP_SAYS);
        accepted();
        node.shell("bundle:start org.sheng.auth");
        node.awaitReady(LIMIT);
        Await.until("it is in the inbox", Await.DELIVERY, () -> ImapReader.count(node, READER,
                MarkedMail.PASSWORD) == before + 1);
    }

    @Test
    void withoutTheQueueMailIsNotTakenAndMailboxesAreRead() throws Exception {
        awayAndBack("org.sheng.queue", "mail queue", List.of("smtp", "submission"));
    }

    private static void awayAndBack(String bundle, String engine, List<String> named) throws Exception {
        String endpoint = row("smtp").split(" +")[4];
        try (LineClient smtp = new LineClient(node.port(Node.SMTP));
                LineClient imap = new LineClient(node.port(Node.IMAP))) {
            smtp.smtpReply();
            smtp.smtp("EHLO client.test");
            imap.line();
            imap.imap("LOGIN %s %s".formatted(READER, MarkedMail.PASSWORD));
            node.shell("bundle:stop " + bundle);
            assertTrue(smtp.smtpReply().startsWith(SMTP_SAYS), "who is there is told");
            if (!bundle.endsWith("queue")) {
                assertTrue(imap.line().startsWith(IMAP_SAYS), "who is there is told");
                assertAway(Node.IMAP, IMAP_SAYS);
                assertAwayOverTls(Node.IMAPS, IMAP_SAYS);
                assertAway(Node.POP3, POP3_SAYS);
                assertAwayOverTls(Node.POP3S, POP3_SAYS);
            } else {
                assertTrue(imap.imap("SELECT INBOX").contains("t OK"), "the mailboxes need no queue");
            }
            assertAway(Node.SMTP, SMTP_SAYS);
            assertAway(Node.SUBMISSION, SMTP_SAYS);
            assertAwayOverTls(Node.SUBMISSIONS, SMTP_SAYS);
            assertAway(Node.LMTP, SMTP_SAYS);
        }
        for (String service : named) {
            assertEquals("congested", state(service));
            assertTrue(row(service).contains("without") && row(service).contains(engine), row(service));
        }
        // an administrator's word is heard meanwhile
        node.shell("sheng:service-stop pop3");
        node.shell("sheng:service-restart smtp");
        assertAway(Node.SMTP, SMTP_SAYS);
        node.shell("bundle:start " + bundle);
        Await.until("smtp is up", LIMIT, () -> state("smtp").equals("up"));
        assertEquals("down", state("pop3"));
        node.shell("sheng:service-start pop3");
        node.awaitReady(LIMIT);
        assertEquals(endpoint, row("smtp").split(" +")[4]);
        send();
    }

    @Test
    void aStoreReplacedUnderItsSendersLosesNothingThatWasAcknowledged() throws Exception {
        MarkedMail mail = new MarkedMail();
        AtomicBoolean enough = new AtomicBoolean();
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(new Thread(() -> {
                while (!enough.get()) {
                    mail.sendUntilCut(node.port(Node.SMTP), enough);
                }
            }, "sender"));
        }
        senders.forEach(Thread::start);
        try {
            for (int update = 0; update < UPDATES; update++) {
                int before = mail.acknowledged().size();
                Await.until("mail is taken", LIMIT, () -> mail.acknowledged().size() > before + 10 * SENDERS);
                node.shell("bundle:update org.sheng.store.rocksdb");
            }
            int before = mail.acknowledged().size();
            Await.until("mail is taken after the last update", LIMIT,
                    () -> mail.acknowledged().size() > before + 10 * SENDERS);
        } finally {
            enough.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
        }
        node.awaitReady(LIMIT);
        mail.awaitEachOnceAndWhole(node);
    }

    private static void assertAway(int port, String word) throws IOException {
        try (LineClient client = new LineClient(node.port(port))) {
            assertSaysAndEnds(client, word);
        }
    }

    private static void assertAwayOverTls(int port, String word) throws IOException, GeneralSecurityException {
        try (LineClient client = LineClient.overTls(node.port(port))) {
            assertSaysAndEnds(client, word);
        }
    }

    private static void assertSaysAndEnds(LineClient client, String word) throws IOException {
        String all = client.rest();
        assertTrue(all.startsWith(word) && all.indexOf('\n') == all.length() - 1, all);
    }

    private static void send() throws Exception {
        int before = ImapReader.count(node, READER, MarkedMail.PASSWORD);
        accepted();
        Await.until("it is in the inbox", Await.DELIVERY, () -> ImapReader.count(node, READER,
                MarkedMail.PASSWORD) == before + 1);
    }

    private static void accepted() throws IOException {
        try (LineClient smtp = new LineClient(node.port(Node.SMTP))) {
            smtp.smtpReply();
            smtp.smtp("EHLO client.test");
            smtp.smtp("MAIL FROM:<someone@elsewhere.test>");
            smtp.smtp("RCPT TO:<%s>".formatted(READER));
            smtp.smtp("DATA");
            assertTrue(smtp.smtp("Subject: back\r\n\r\ntext\r\n.").startsWith("250"));
        }
    }

    private static String state(String service) {
        return row(service).split(" +")[2];
    }

    private static String row(String service) {
        return node.shell("sheng:service-list").lines().filter(line -> line.startsWith(service
                + " ")).findFirst().orElseThrow();
    }
}
