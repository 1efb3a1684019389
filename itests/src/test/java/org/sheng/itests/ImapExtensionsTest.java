package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** ID (RFC 2971) and LITERAL+ (RFC 7888) on a whole node, each byte chosen by the test. */
class ImapExtensionsTest {

    private static final String USER = "literal@literal.test";
    private static final String PASSWORD = "a-password-of-literal";
    private static final String MESSAGE = "Subject: literal\r\n\r\nbody {5+}\r\nno literal\r\n";
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUser() {
        NODE.shell("sheng:domain-add literal.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    private static String literal(String text) {
        return "{" + text.length() + "+}\r\n" + text;
    }

    private static LineClient loggedIn() throws Exception {
        LineClient imap = new LineClient(NODE.port(Node.IMAP));
        imap.line();
        String answer = imap.imap("LOGIN " + literal(USER) + " " + literal(PASSWORD));
        assertTrue(answer.startsWith("t OK [CAPABILITY "), answer);
        return imap;
    }

    @Test
    void theCapabilitiesAreThoseThatWorkHere() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            String greeting = imap.line();
            for (String capability : new String[] {"LITERAL+", "ID", "STARTTLS", "SASL-IR", "AUTH=SCRAM-SHA-256", "AUTH=PLAIN"}) {
                assertTrue((greeting.replace("]", " ") + " ").contains(" " + capability + " "), greeting);
            }
            assertFalse(greeting.contains("LOGINDISABLED"), greeting);
        }
    }

    @Test
    void whoAsksIsToldTheNameBeforeAndAfterLogin() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            assertTrue(imap.imap("ID (\"name\" \"test\" \"os\" NIL)").startsWith("* ID (\"name\" \"Sheng\")\nt OK"));
            assertTrue(imap.imap("ID NIL").startsWith("* ID (\"name\" \"Sheng\")\nt OK"));
            assertTrue(imap.imap("ID test").startsWith("t BAD"));
        }
        try (LineClient imap = loggedIn()) {
            assertTrue(imap.imap("ID NIL").startsWith("* ID (\"name\" \"Sheng\")\nt OK"));
        }
    }

    @Test
    void literalsAreSentWithoutWaiting() throws Exception {
        try (LineClient imap = loggedIn()) {
            // all at once: two literals, a message with what looks like one, the next command
            imap.send("a CREATE " + literal("Lit eral") + "\r\nb APPEND " + literal("Lit eral") + " (\\Seen) " + literal(MESSAGE)
                    + "\r\nc STATUS " + literal("Lit eral") + " (MESSAGES)\r\n");
            assertTrue(imap.line().startsWith("a OK"));
            assertTrue(imap.line().startsWith("b OK [APPENDUID "));
            assertEquals("* STATUS \"Lit eral\" (MESSAGES 1)", imap.line());
            assertTrue(imap.line().startsWith("c OK"));
            imap.imap("EXAMINE " + literal("Lit eral"));
            String fetched = imap.imap("FETCH 1 BODY[]");
            assertTrue(fetched.startsWith("* 1 FETCH (BODY[] {" + MESSAGE.length() + "}\n" + MESSAGE.replace("\r", "") + ")\nt OK"), fetched);
        }
    }

    @Test
    void aLiteralThatIsTooLargeIsRefusedBeforeItIsSentOrEndsTheConnection() throws Exception {
        try (LineClient imap = loggedIn()) {
            assertTrue(imap.imap("APPEND INBOX {99000000000}").startsWith("t NO [TOOBIG]"));
            assertTrue(imap.imap("NOOP").startsWith("t OK"));
            imap.send("u APPEND INBOX {99000000000+}\r\n");
            assertTrue(imap.line().startsWith("u NO [TOOBIG]"));
            assertTrue(imap.line().startsWith("* BYE "));
            assertEquals("", imap.rest());
        }
    }
}
