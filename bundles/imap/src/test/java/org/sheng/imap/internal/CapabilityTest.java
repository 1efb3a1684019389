package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** What is offered where: RFC 3501 §6.1.1, §6.2.1, §6.2.3, §7.2.1. */
@Timeout(60)
class CapabilityTest {
    private static final String ALWAYS = "CHILDREN CONDSTORE ENABLE ID IDLE IMAP4rev1 LITERAL+ MOVE NAMESPACE SASL-IR"
            + " SPECIAL-USE UIDPLUS UNSELECT";

    @TempDir
    static Path home;
    private static Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new Server(home);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** In order, of a greeting, a response or a response code. */
    private static String capabilities(String line) {
        String list = line.replaceAll("(?s)^.*CAPABILITY ([^\\]\\r\\n]*).*$", "$1");
        return String.join(" ", new TreeSet<>(List.of(list.split(" "))));
    }

    private static String sorted(String list) {
        return capabilities("CAPABILITY " + list);
    }

    @Test
    void onLoopbackPasswordsAndTlsAreOfferedUntilTheLogin() throws Exception {
        try (RawClient client = server.client()) {
            String expected = sorted(ALWAYS + " STARTTLS AUTH=SCRAM-SHA-256 AUTH=PLAIN");
            assertEquals(expected, capabilities(client.greeting()));
            assertEquals(expected, capabilities(client.ok("CAPABILITY").get(0)));
            assertEquals(sorted(ALWAYS), capabilities(client.last("LOGIN joe secret")));
            assertEquals(sorted(ALWAYS), capabilities(client.ok("CAPABILITY").get(0)));
            assertTrue(client.last("STARTTLS").startsWith("BAD "));
        }
    }

    @Test
    void overTlsStarttlsIsNotOffered() throws Exception {
        String expected = sorted(ALWAYS + " AUTH=SCRAM-SHA-256 AUTH=PLAIN");
        try (RawClient client = RawClient.overTls(server.tlsPort())) {
            assertEquals(expected, capabilities(client.greeting()));
            assertTrue(client.last("STARTTLS").startsWith("BAD "));
            assertTrue(client.last("AUTHENTICATE PLAIN AGpvZQBzZWNyZXQ=").startsWith("OK "));
        }
        try (RawClient plain = server.client()) {
            plain.greeting();
            RawClient client = plain.startTls();
            assertEquals(expected, capabilities(client.ok("CAPABILITY").get(0)));
            client.ok("LOGIN joe secret");
        }
    }

    @Test
    void fromAnotherMachineNoPasswordIsTakenBeforeTls() {
        FarConnection far = new FarConnection();
        ImapSession session = new ImapSession(server.imap, far);
        String expected = sorted(ALWAYS + " STARTTLS LOGINDISABLED AUTH=SCRAM-SHA-256");
        assertEquals(expected, capabilities(far.said()));
        assertEquals(expected, capabilities(send(session, far, "a CAPABILITY")));
        // RFC 3501 §6.2.3: a client that sends LOGIN all the same is refused, its password being right or wrong
        assertEquals("a NO [PRIVACYREQUIRED] Begin TLS first\r\n", send(session, far, "a LOGIN joe secret"));
        String notWithoutTls = "a NO [PRIVACYREQUIRED] Not without TLS\r\n";
        assertEquals(notWithoutTls, send(session, far, "a AUTHENTICATE PLAIN AGpvZQBzZWNyZXQ="));
        assertEquals(notWithoutTls, send(session, far, "a AUTHENTICATE PLAIN"));
        assertTrue(send(session, far, "a SELECT INBOX").startsWith("a BAD "));

        assertEquals(Next.STARTTLS, session.input(line("a STARTTLS")));
        assertTrue(far.said().startsWith("a OK "));
        far.beginTls();
        session.secured();
        assertEquals(sorted(ALWAYS + " AUTH=SCRAM-SHA-256 AUTH=PLAIN"),
                capabilities(send(session, far, "a CAPABILITY")));
        assertFalse(send(session, far, "a LOGIN joe wrong").contains("PRIVACYREQUIRED"));
        session.closed();
    }

    private static ByteBuffer line(String command) {
        return ByteBuffer.wrap((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String send(ImapSession session, FarConnection far, String command) {
        if (session.input(line(command)) instanceof Next.After after) {
            after.stage().toCompletableFuture().join();
        }
        return far.said();
    }
}
