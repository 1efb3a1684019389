package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** States, logging in, limits of what a client may send. */
@Timeout(60)
class SessionTest {
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

    @Test
    void greetsWithCapabilitiesAndChangesThemAfterLogin() throws Exception {
        try (RawClient client = server.client()) {
            String greeting = client.greeting();
            assertTrue(greeting.contains("IMAP4rev1") && greeting.contains("STARTTLS") && greeting.contains("AUTH=PLAIN"), greeting);
            assertFalse(greeting.contains("LOGINDISABLED"), "loopback is confidential");
            assertTrue(client.last("LOGIN joe secret").startsWith("OK [CAPABILITY IMAP4rev1 "));
            List<String> after = client.ok("CAPABILITY");
            assertFalse(after.get(0).contains("STARTTLS") || after.get(0).contains("AUTH="), after.get(0));
        }
    }

    @Test
    void refusesWrongPasswordsAndClosesAfterTooMany() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            assertTrue(client.last("LOGIN joe wrong").startsWith("NO [AUTHENTICATIONFAILED]"));
            assertTrue(client.last("LOGIN joe wrong").startsWith("NO [AUTHENTICATIONFAILED]"));
            assertTrue(client.last("LOGIN \"joe\" {5+}\r\nwrong").startsWith("NO [AUTHENTICATIONFAILED]"));
            assertTrue(client.response().startsWith("* BYE "));
            assertNull(client.response());
        }
    }

    @Test
    void authenticatesWithAndWithoutInitialResponseAndTakesACancel() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            client.send("b AUTHENTICATE PLAIN\r\n");
            assertEquals("+ ", client.response());
            client.send("*\r\n");
            assertTrue(client.until("b").get(0).startsWith("BAD"));
            client.send("c AUTHENTICATE PLAIN\r\n");
            client.response();
            client.send("AGpvZQBzZWNyZXQ=\r\n");
            assertTrue(client.until("c").get(0).startsWith("OK [CAPABILITY"));
        }
        try (RawClient client = server.client()) {
            client.greeting();
            assertTrue(client.last("AUTHENTICATE XYZ").startsWith("NO [CANNOT]"));
            assertTrue(client.last("AUTHENTICATE PLAIN AGpvZQBzZWNyZXQ=").startsWith("OK"));
        }
    }

    @Test
    void answersUnknownCommandsAndWrongStatesInOnePlace() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            assertTrue(client.last("XYZZY").startsWith("BAD There is no command XYZZY"));
            assertTrue(client.last("SELECT INBOX").startsWith("BAD SELECT cannot be now: log in first"));
            client.ok("LOGIN joe secret");
            assertTrue(client.last("FETCH 1 FLAGS").startsWith("BAD FETCH cannot be now: select a mailbox first"));
            assertTrue(client.last("LOGIN joe secret").startsWith("BAD LOGIN cannot be now"));
            assertTrue(client.last("FETCH").startsWith("BAD "));
            client.send("\r\n");
            assertTrue(client.response().startsWith("* BAD "));
            assertEquals(List.of("* ID (\"name\" \"Sheng\")"), client.ok("ID (\"name\" \"test\" \"version\" NIL)"));
            List<String> bye = client.ok("LOGOUT");
            assertTrue(bye.get(0).startsWith("* BYE "));
            assertNull(client.response());
        }
    }

    @Test
    void makesTheUsualMailboxesOnceAtTheFirstLogin() throws Exception {
        try (RawClient client = server.loggedIn("first")) {
            List<String> list = client.ok("LIST \"\" *");
            assertEquals(6, list.size(), list::toString);
            assertTrue(list.contains("* LIST (\\HasNoChildren \\Sent) \"/\" \"Sent\""), list::toString);
            assertEquals(6, client.ok("LSUB \"\" *").size());
            client.ok("DELETE Junk");
        }
        try (RawClient client = server.loggedIn("first")) {
            assertEquals(5, client.ok("LIST \"\" *").size());
        }
    }

    @Test
    void pipelinedCommandsAreAnsweredInOrder() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            client.send("1 LOGIN pipe secret\r\n2 SELECT INBOX\r\n3 NOOP\r\n4 STATUS INBOX (MESSAGES)\r\n5 LOGOUT\r\n");
            for (String tag : List.of("1", "2", "3", "4", "5")) {
                List<String> responses = client.until(tag);
                assertTrue(responses.get(responses.size() - 1).startsWith("OK"), responses::toString);
            }
        }
    }

    @Test
    void aLiteralThatIsTooLargeIsRefusedBeforeItIsRead() throws Exception {
        try (RawClient client = server.loggedIn("big")) {
            assertTrue(client.last("SELECT {4000000000}").startsWith("BAD [TOOBIG]"));
            assertTrue(client.last("APPEND INBOX {99000000000}").startsWith("NO [TOOBIG]"));
            assertTrue(client.last("SELECT INBOX").startsWith("OK"));
            List<String> closed = client.command("APPEND INBOX {99000000000+}");
            assertTrue(closed.get(closed.size() - 1).startsWith("NO [TOOBIG]"));
            assertTrue(client.response().startsWith("* BYE [TOOBIG]"));
            assertNull(client.response());
        }
    }

    @Test
    void aLineWithoutEndEndsTheConnection() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            client.send("a NOOP " + "x".repeat(70_000));
            assertTrue(client.response().startsWith("* BAD "));
            assertTrue(client.response().startsWith("* BYE [TOOBIG]"));
            assertNull(client.response());
        }
    }

    @Test
    void literalsOfBothKindsArriveWhole() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            client.send("a LOGIN {3}\r\n");
            assertTrue(client.response().startsWith("+ "));
            client.send("joe {6+}\r\nsecret\r\n");
            assertTrue(client.until("a").get(0).startsWith("OK"));
        }
    }
}
