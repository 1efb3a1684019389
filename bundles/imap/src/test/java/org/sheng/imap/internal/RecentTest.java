package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code \Recent} (RFC 3501 §2.3.2): to the session that is told of a message first, until it leaves, and to no other. */
@Timeout(60)
class RecentTest {
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

    private static RawClient client(String user) throws Exception {
        return server.loggedIn(user).hearingRecent();
    }

    /** A mailbox with so many messages that no session was told of. */
    private static void filled(String user, int messages) throws Exception {
        try (RawClient client = client(user)) {
            for (int i = 0; i < messages; i++) {
                assertTrue(client.append("INBOX", "", MESSAGE).startsWith("OK"));
            }
        }
    }

    private static List<String> select(RawClient client, String command) throws Exception {
        return client.ok(command + " INBOX").stream().filter(line -> line.endsWith("RECENT")).toList();
    }

    @Test
    void theFirstSessionHasItUntilItLeaves() throws Exception {
        filled("first", 2);
        try (RawClient one = client("first"); RawClient other = client("first")) {
            assertEquals(List.of("* 2 RECENT"), select(one, "SELECT"));
            assertEquals(List.of("* 0 RECENT"), select(other, "SELECT"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Recent))", "* 2 FETCH (FLAGS (\\Recent))"),
                    one.ok("FETCH 1:* FLAGS"));
            assertEquals(List.of("* 1 FETCH (FLAGS ())", "* 2 FETCH (FLAGS ())"), other.ok("FETCH 1:* FLAGS"));
            assertEquals(List.of("* 0 RECENT"), select(one, "SELECT"), "it left by selecting anew");
            assertEquals(List.of("* 1 FETCH (FLAGS ())"), one.ok("FETCH 1 FLAGS"));
        }
    }

    @Test
    void aNewMessageIsRecentToOneOfTheSessionsThatAreToldOfIt() throws Exception {
        try (RawClient one = client("one"); RawClient other = client("one");
                RawClient idler = client("one")) {
            select(one, "SELECT");
            select(other, "SELECT");
            select(idler, "SELECT");
            idler.send("i IDLE\r\n");
            assertTrue(idler.response().startsWith("+ "));
            try (RawClient sender = client("one")) {
                sender.append("INBOX", "", MESSAGE);
            }
            assertEquals("* 1 EXISTS", idler.response());
            assertEquals("* 1 RECENT", idler.response());
            assertEquals(List.of("* 1 EXISTS", "* 0 RECENT"), one.ok("NOOP"));
            idler.send("DONE\r\n");
            idler.until("i");
            one.append("INBOX", "", MESSAGE);
            assertEquals(List.of("* 2 EXISTS", "* 1 RECENT"), idler.ok("NOOP"), "the second is the appender's");
            assertEquals(List.of("* 2 EXISTS", "* 0 RECENT"), other.ok("NOOP"));
            assertEquals(List.of("* 1 FETCH (FLAGS ())", "* 2 FETCH (FLAGS (\\Recent))"), one.ok("FETCH 1:* FLAGS"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Recent))", "* 2 FETCH (FLAGS ())"),
                    idler.ok("FETCH 1:* FLAGS"));
        }
    }

    @Test
    void examineAndStatusTakeItFromNobody() throws Exception {
        filled("looks", 1);
        try (RawClient looks = client("looks"); RawClient takes = client("looks")) {
            assertEquals(List.of("* STATUS \"INBOX\" (MESSAGES 1 RECENT 1)"), looks.ok("STATUS INBOX (MESSAGES RECENT)"));
            assertEquals(List.of("* 1 RECENT"), select(looks, "EXAMINE"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Recent))"), looks.ok("FETCH 1 FLAGS"));
            looks.append("INBOX", "", MESSAGE);
            assertEquals(List.of("* 2 FETCH (FLAGS (\\Recent))"), looks.ok("FETCH 2 FLAGS"));
            looks.append("INBOX", "", MESSAGE);
            assertEquals(List.of("* STATUS \"INBOX\" (RECENT 3)"), looks.ok("STATUS INBOX (RECENT)"));
            assertEquals(List.of("* STATUS \"INBOX\" (RECENT 3)"), takes.ok("STATUS INBOX (RECENT)"));
            assertEquals(List.of("* 3 RECENT"), select(takes, "SELECT"));
            assertEquals(List.of("* STATUS \"INBOX\" (RECENT 3)"), takes.ok("STATUS INBOX (RECENT)"), "its own");
            try (RawClient third = client("looks")) {
                assertEquals(List.of("* STATUS \"INBOX\" (RECENT 0)"), third.ok("STATUS INBOX (RECENT)"));
                third.append("INBOX", "", MESSAGE);
                assertEquals(List.of("* STATUS \"INBOX\" (RECENT 1)"), third.ok("STATUS INBOX (RECENT)"));
            }
            assertEquals(List.of("* 4 EXISTS", "* 4 RECENT"), takes.ok("NOOP"));
            assertEquals(List.of("* 4 EXISTS", "* 3 RECENT"), looks.ok("NOOP"), "the fourth was told to another");
        }
    }

    @Test
    void searchesFindWhatIsRecentNewAndOld() throws Exception {
        filled("search", 2);
        try (RawClient before = client("search")) {
            select(before, "SELECT");
        }
        filled("search", 3);
        try (RawClient client = client("search")) {
            assertEquals(List.of("* 3 RECENT"), select(client, "SELECT"));
            client.ok("STORE 3 +FLAGS.SILENT (\\Seen)");
            assertEquals(List.of("* SEARCH 3 4 5"), client.ok("SEARCH RECENT"));
            assertEquals(List.of("* SEARCH 4 5"), client.ok("SEARCH NEW"));
            assertEquals(List.of("* SEARCH 1 2"), client.ok("SEARCH OLD"));
            assertEquals(List.of("* SEARCH 1 2"), client.ok("SEARCH NOT RECENT"));
            assertEquals(List.of("* SEARCH 3 4 5"), client.ok("SEARCH RECENT SUBJECT x"), "which looks at messages");
            assertEquals(List.of("* SEARCH 1 2"), client.ok("SEARCH OLD SUBJECT x"));
            assertEquals(List.of("* SEARCH 1 3"), client.ok("SEARCH OR 1 (RECENT 2:3)"));
        }
    }

    @Test
    void everyAnswerWithFlagsHasItAndNoClientCanChangeIt() throws Exception {
        filled("flags", 2);
        try (RawClient client = client("flags"); RawClient other = client("flags")) {
            List<String> told = client.ok("SELECT INBOX");
            assertTrue(told.stream().filter(l -> l.contains("PERMANENTFLAGS")).noneMatch(l -> l.contains("Recent")));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged \\Recent))"), client.ok("STORE 1 FLAGS (\\Flagged)"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged \\Recent))"), client.ok("STORE 1 -FLAGS (\\Recent)"));
            select(other, "SELECT");
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged))"), other.ok("STORE 1 +FLAGS (\\Recent)"));
            other.ok("STORE 1 +FLAGS.SILENT (\\Draft)");
            assertEquals(List.of("* 1 FETCH (UID 1 FLAGS (\\Flagged \\Draft \\Recent))"), client.ok("NOOP"));
            assertTrue(client.ok("FETCH 2 BODY[]").get(0).endsWith(" FLAGS (\\Seen \\Recent))"));
            other.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            client.ok("NOOP");
            other.ok("EXPUNGE");
            assertEquals(List.of("* 1 EXPUNGE", "* 1 RECENT"), client.ok("NOOP"));
        }
    }

    @Test
    void copiesAreRecentWhereTheyCome() throws Exception {
        filled("copies", 1);
        try (RawClient client = client("copies")) {
            client.ok("CREATE To");
            select(client, "SELECT");
            client.ok("COPY 1 To");
            assertEquals(List.of("* STATUS \"To\" (RECENT 1)"), client.ok("STATUS To (RECENT)")); // RFC 3501 §6.4.7
            assertTrue(client.ok("SELECT To").contains("* 1 RECENT"));
            assertFalse(client.ok("SELECT To").contains("* 1 RECENT"));
        }
    }
}
