package org.sheng.itests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The wall clock of a node is set back by days, while it runs and between two runs, and set right: all goes on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClockTest {

    private static final String USER = "clock@clock.test";
    private static final String PASSWORD = "a-password-of-the-clock";
    private static final Duration BACK = Duration.ofDays(-2);
    private static final Duration FURTHER_BACK = Duration.ofDays(-4);
    /** The queue looks at the clock once a minute at least. */
    private static final Duration RETRIED = Duration.ofSeconds(90);
    private static final Pattern ROW = Pattern.compile("\\* \\d+ FETCH \\(UID (\\d+) MODSEQ \\((\\d+)\\)");
    private static final Pattern DATE = Pattern.compile("INTERNALDATE \" ?([^\"]+)\"");

    /** The trace ids of what was sent to the user. */
    private static final List<String> SENT = new ArrayList<>();
    private static LoopbackDns dns;
    private static Node node;
    private static SettableClock clock;
    private static int relayPort;
    private static Duration ahead = Duration.ZERO;

    @BeforeAll
    static void start() throws Exception {
        dns = new LoopbackDns();
        relayPort = freePort();
        node = Node.named("clock");
        Path etc = Files.createDirectories(node.home().resolve("etc"));
        Files.writeString(etc.resolve("org.sheng.dns.cfg"), "servers = 127.0.0.1:%d\n".formatted(dns.port()));
        Files.writeString(etc.resolve("org.sheng.relay.cfg"), "port = %d\n".formatted(relayPort));
        Files.writeString(etc.resolve("org.sheng.queue.cfg"), "retry = 3h\n");
        clock = SettableClock.of(node);
        node.up();
        node.shell("sheng:domain-add clock.test");
        node.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @AfterAll
    static void end() throws Exception {
        node.close();
        dns.close();
    }

    @Test
    @Order(1)
    void setBackWhileTheNodeRuns() throws Exception {
        whatWaitsIsTriedAgainWhen("running.test", () -> {
            try (LineClient idle = imap()) {
                idle.imap("SELECT INBOX");
                idle.send("t IDLE\r\n");
                assertTrue(idle.line().startsWith("+ "), "idles");
                set(BACK);
                sendToUser();
                assertTrue(idle.line().endsWith(" EXISTS"), "who idles is told of what came");
            }
        });
    }

    @Test
    @Order(2)
    void setBackWhileTheNodeIsDown() throws Exception {
        whatWaitsIsTriedAgainWhen("restarted.test", () -> {
            node.down();
            set(FURTHER_BACK);
            node.up();
        });
    }

    @Test
    @Order(3)
    void setRightWhileTheNodeRuns() throws Exception {
        whatWaitsIsTriedAgainWhen("right.test", () -> {
            set(Duration.ZERO);
            sendToUser(); // the queue looks up: else it may take a minute
        });
    }

    private interface Shift {
        void happen() throws Exception;
    }

    private static void whatWaitsIsTriedAgainWhen(String domain, Shift shift) throws Exception {
        dns.add(domain + ". 60 IN MX 10 mx." + domain + ".");
        dns.add("mx." + domain + ". 60 IN A " + HesitantServer.ADDRESS);
        try (HesitantServer far = new HesitantServer(relayPort)) {
            sendToUser();
            submit("someone@" + domain);
            Await.until("the message waits for hours", Await.DELIVERY,
                    () -> far.refusals() == 1 && node.shell("sheng:queue-list --json").contains("come back later"));
            shift.happen();
            Await.until("what waited is tried again", RETRIED, () -> far.messages().size() == 1);
            Await.until("the queue is empty", Await.DELIVERY, () -> !node.shell("sheng:queue-list --json")
                    .contains(domain));
            sendToUser();
            allIsThereOnceInOrder();
            theIdentityIsValid();
            assertEquals(1, far.messages().size());
        }
    }

    /** From this moment on, as far from the right time. */
    private static void set(Duration by) throws IOException {
        clock.set(by);
        ahead = by;
    }

    /** UIDs and MODSEQs rise in the order of sending, and the last message has its trace. */
    private static void allIsThereOnceInOrder() throws IOException {
        Await.until("all mail is there", Await.DELIVERY,
                () -> ImapReader.count(node, USER, PASSWORD) >= SENT.size());
        try (LineClient imap = imap()) {
            imap.imap("ENABLE CONDSTORE");
            imap.imap("SELECT INBOX");
            List<Long> modseqs = new ArrayList<>();
            List<Long> uids = new ArrayList<>();
            Matcher rows = ROW.matcher(imap.imap("UID FETCH 1:* (UID MODSEQ)"));
            while (rows.find()) {
                uids.add(Long.parseLong(rows.group(1)));
                modseqs.add(Long.parseLong(rows.group(2)));
            }
            assertEquals(SENT.size(), uids.size(), "each message is there once");
            assertEquals(uids.stream().sorted().distinct().toList(), uids);
            assertEquals(modseqs.stream().sorted().distinct().toList(), modseqs);
            theLastOneCameByTheClock(imap.imap("FETCH * (INTERNALDATE)"));
        }
        try (ImapReader reader = new ImapReader(node, USER, PASSWORD)) {
            List<String> subjects = reader.messages().stream().map(message -> message.lines()
                    .filter(line -> line.startsWith("Subject: ")).findFirst().orElseThrow()).toList();
            for (int i = 0; i < subjects.size(); i++) {
                assertEquals("Subject: number " + i, subjects.get(i));
            }
        }
        Await.until("the way of the last message is traced", Await.DELIVERY,
                () -> node.shell("sheng:trace " + SENT.get(SENT.size() - 1)).contains("delivered"));
    }

    private static void theLastOneCameByTheClock(String answer) {
        Matcher date = DATE.matcher(answer);
        assertTrue(date.find(), answer);
        Instant came = OffsetDateTime.parse(date.group(1), DateTimeFormatter.ofPattern("d-MMM-uuuu HH:mm:ss Z",
                Locale.ENGLISH)).toInstant();
        Duration apart = Duration.between(Instant.now().plus(ahead), came).abs();
        assertTrue(apart.compareTo(Duration.ofMinutes(2)) < 0, "the node's clock is wrong by " + apart);
    }

    /** By the node's clock of any of these days: its clients' clocks may be as wrong. */
    private static void theIdentityIsValid() throws Exception {
        String said = Tool.run("openssl", "s_client", "-connect", "127.0.0.1:" + node.port(Node.IMAPS), "-showcerts")
                .orFail();
        X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(said.substring(said.indexOf("-----BEGIN"))
                        .getBytes(US_ASCII)));
        certificate.checkValidity(Date.from(Instant.now().plus(FURTHER_BACK)));
        certificate.checkValidity();
    }

    private static LineClient imap() throws IOException {
        LineClient imap = new LineClient(node.port(Node.IMAP));
        imap.line();
        String answer = imap.imap("LOGIN %s %s".formatted(USER, PASSWORD));
        assertTrue(answer.contains("t OK"), answer);
        return imap;
    }

    private static void sendToUser() throws IOException {
        try (LineClient smtp = new LineClient(node.port(Node.SMTP))) {
            smtp.smtpReply();
            smtp.smtp("EHLO client.test");
            String answer = transaction(smtp, "a@elsewhere.test", USER, "number " + SENT.size());
            SENT.add(answer.substring(answer.lastIndexOf(' ') + 1));
        }
    }

    private static void submit(String recipient) throws IOException {
        try (LineClient smtp = new LineClient(node.port(Node.SUBMISSION))) {
            smtp.smtpReply();
            smtp.smtp("EHLO client.test");
            String plain = Base64.getEncoder().encodeToString(("\0" + USER + "\0" + PASSWORD).getBytes(US_ASCII));
            String answer = smtp.smtp("AUTH PLAIN " + plain);
            assertTrue(answer.startsWith("235"), answer);
            transaction(smtp, USER, recipient, "for " + recipient);
        }
    }

    private static String transaction(LineClient smtp, String sender, String recipient,
            String subject) throws IOException {
        String answer = "";
        for (String command : new String[] {"MAIL FROM:<%s>".formatted(sender), "RCPT TO:<%s>".formatted(recipient),
            "DATA", "From: <%s>\r\nSubject: %s\r\n\r\ntext\r\n.".formatted(sender, subject)}) {
            answer = smtp.smtp(command);
            assertTrue(answer.charAt(0) < '4', answer);
        }
        return answer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(HesitantServer.ADDRESS))) {
            return socket.getLocalPort();
        }
    }
}
