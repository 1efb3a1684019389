package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions on one mailbox: who is told what, and when. */
@Timeout(60)
class SharedMailboxTest {
    private static final String MESSAGE = "Subject: x\r\n\r\nbody\r\n";
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

    private static RawClient selected(String user) throws Exception {
        RawClient client = server.loggedIn(user);
        client.ok("SELECT INBOX");
        return client;
    }

    @Test
    void anIdlingSessionIsToldAtOnce() throws Exception {
        try (RawClient idler = selected("idle"); RawClient other = selected("idle")) {
            idler.send("i IDLE\r\n");
            assertTrue(idler.response().startsWith("+ "));
            other.append("INBOX", "", MESSAGE);
            assertEquals("* 1 EXISTS", idler.response());
            other.ok("STORE 1 +FLAGS (\\Deleted)");
            assertEquals("* 1 FETCH (UID 1 FLAGS (\\Deleted))", idler.response());
            other.ok("EXPUNGE");
            assertEquals("* 1 EXPUNGE", idler.response());
            idler.send("DONE\r\n");
            assertTrue(idler.until("i").get(0).startsWith("OK"));
            idler.send("j IDLE\r\nDONE\r\nk NOOP\r\n");
            assertEquals(2, idler.until("j").size());
            assertEquals(1, idler.until("k").size());
            idler.send("l IDLE\r\nnonsense\r\n");
            List<String> responses = idler.until("l");
            assertTrue(responses.get(responses.size() - 1).startsWith("BAD"));
        }
    }

    @Test
    void expungeIsNotToldWhileSequenceNumbersAreInUse() throws Exception {
        try (RawClient reader = selected("rules"); RawClient other = selected("rules")) {
            for (int i = 0; i < 4; i++) {
                other.append("INBOX", "", MESSAGE);
            }
            assertEquals(List.of("* 4 EXISTS"), reader.ok("NOOP"));
            other.ok("STORE 2 +FLAGS (\\Deleted)");
            assertEquals(List.of("* 2 FETCH (UID 2 FLAGS (\\Deleted))"), reader.ok("NOOP"));
            other.ok("EXPUNGE");
            other.append("INBOX", "", MESSAGE);
            assertEquals(List.of("* 4 FETCH (UID 4)"), reader.ok("FETCH 4 UID"), "numbers stay");
            assertEquals(List.of("* SEARCH 1 3 4"), reader.ok("SEARCH ALL"));
            List<String> gone = reader.command("FETCH 1:2 UID");
            assertEquals("* 1 FETCH (UID 1)", gone.get(0));
            assertTrue(gone.get(1).startsWith("NO [EXPUNGEISSUED]"), gone::toString);
            assertEquals(List.of("* 4 FETCH (UID 4)", "* 2 EXPUNGE", "* 4 EXISTS"), reader.ok("UID FETCH 4 UID"));
            assertEquals(List.of("* 4 FETCH (UID 5)"), reader.ok("FETCH * UID"));
        }
    }

    @Test
    void ownChangesAreNotToldTwiceAndSilentOnesNotAtAll() throws Exception {
        try (RawClient one = selected("own"); RawClient other = selected("own")) {
            one.append("INBOX", "", MESSAGE);
            other.ok("NOOP");
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged))"), one.ok("STORE 1 +FLAGS (\\Flagged)"));
            assertEquals(List.of(), one.ok("STORE 1 +FLAGS.SILENT (\\Answered)"));
            assertEquals(List.of(), one.ok("NOOP"));
            assertEquals(List.of("* 1 FETCH (UID 1 FLAGS (\\Answered \\Flagged))"), other.ok("NOOP"));
        }
    }

    @Test
    void aMailboxThatIsDeletedEndsTheSessionsThatHaveItSelected() throws Exception {
        try (RawClient one = server.loggedIn("deleted"); RawClient other = server.loggedIn("deleted")) {
            one.ok("CREATE Short/Life");
            one.ok("SELECT Short/Life");
            other.ok("DELETE Short/Life");
            List<String> told = one.command("NOOP");
            assertTrue(told.get(0).startsWith("* BYE [NONEXISTENT]"), told::toString);
        }
    }

    @Test
    void aMailboxThatIsRenamedStaysSelected() throws Exception {
        try (RawClient one = server.loggedIn("renamed"); RawClient other = server.loggedIn("renamed")) {
            one.ok("CREATE Before");
            one.ok("SELECT Before");
            other.ok("RENAME Before After");
            other.append("After", "", MESSAGE);
            assertEquals(List.of("* 1 EXISTS"), one.ok("NOOP"));
        }
    }
}
