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

/** Creating, listing, renaming, subscribing. */
@Timeout(60)
class MailboxesTest {
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
    void listsByPatternWithChildrenAndNamesThatCannotBeSelected() throws Exception {
        try (RawClient client = server.loggedIn("list")) {
            client.ok("CREATE a/b/c");
            client.ok("CREATE ab/");
            client.ok("DELETE a/b");
            assertEquals(List.of("* LIST (\\HasChildren) \"/\" \"a\"", "* LIST (\\HasNoChildren) \"/\" \"ab\""), client.ok("LIST \"\" a%"));
            assertEquals(List.of("* LIST (\\HasChildren \\Noselect) \"/\" \"a/b\""), client.ok("LIST a/ %"));
            assertEquals(List.of("* LIST (\\HasNoChildren) \"/\" \"a/b/c\""), client.ok("LIST \"\" a*c"));
            assertEquals(List.of("* LIST (\\Noselect) \"/\" \"\""), client.ok("LIST \"\" \"\""));
            assertEquals(List.of("* LIST (\\HasNoChildren) \"/\" \"INBOX\""), client.ok("LIST \"\" inbox"));
            assertTrue(client.last("DELETE a/b").startsWith("NO [HASCHILDREN]"));
            assertTrue(client.last("SELECT a/b").startsWith("NO [NONEXISTENT]"));
            assertEquals(5, client.ok("LIST (SPECIAL-USE) \"\" *").size());
            assertTrue(client.ok("LIST \"\" (a Sent) RETURN (SPECIAL-USE SUBSCRIBED)").contains("* LIST (\\HasNoChildren \\Sent \\Subscribed) \"/\" \"Sent\""));
        }
    }

    @Test
    void refusesNamesThatAreNone() throws Exception {
        try (RawClient client = server.loggedIn("names")) {
            assertTrue(client.last("CREATE inbox").startsWith("NO [ALREADYEXISTS]"));
            assertTrue(client.last("CREATE a//b").startsWith("NO [CANNOT]"));
            assertTrue(client.last("CREATE \"a%b\"").startsWith("NO [CANNOT]"));
            assertTrue(client.last("CREATE \"\"").startsWith("NO [CANNOT]"));
            assertTrue(client.last("CREATE " + "x".repeat(1_001)).startsWith("NO [CANNOT]"));
            assertTrue(client.last("CREATE \"&xyz\"").startsWith("BAD "));
            assertTrue(client.last("DELETE INBOX").startsWith("NO [CANNOT]"));
            assertTrue(client.last("DELETE none").startsWith("NO [NONEXISTENT]"));
            assertTrue(client.last("RENAME none other").startsWith("NO [NONEXISTENT]"));
            assertTrue(client.last("RENAME Sent Trash").startsWith("NO [ALREADYEXISTS]"));
            assertTrue(client.last("RENAME Sent Sent/x").startsWith("NO [CANNOT]"));
        }
    }

    @Test
    void namesAreModifiedUtf7OnTheWire() throws Exception {
        try (RawClient client = server.loggedIn("utf7")) {
            client.ok("CREATE \"&U,BTFw-/A&-B\"");
            assertTrue(client.ok("LIST \"\" *").contains("* LIST (\\HasNoChildren) \"/\" \"&U,BTFw-/A&-B\""));
            assertEquals("台北/A&B", server.store.mailbox(server.user("utf7").id(), "台北/A&B").orElseThrow().name());
            assertTrue(client.ok("STATUS \"&U,BTFw-/A&-B\" (MESSAGES)").get(0).startsWith("* STATUS \"&U,BTFw-/A&-B\" (MESSAGES 0)"));
        }
    }

    @Test
    void renamesWithAllBelowAndEmptiesInbox() throws Exception {
        try (RawClient client = server.loggedIn("rename")) {
            client.ok("CREATE x/y");
            client.ok("RENAME x z");
            assertEquals(List.of("* LIST (\\HasNoChildren) \"/\" \"z/y\""), client.ok("LIST \"\" z/*"));
            client.append("INBOX", "", "a: b\r\n\r\n");
            client.ok("RENAME INBOX old");
            assertTrue(client.ok("STATUS INBOX (MESSAGES)").get(0).endsWith("(MESSAGES 0)"));
            assertTrue(client.ok("STATUS old (MESSAGES)").get(0).endsWith("(MESSAGES 1)"));
        }
    }

    @Test
    void subscriptionsOutliveTheirMailboxes() throws Exception {
        try (RawClient client = server.loggedIn("subs")) {
            client.ok("CREATE p/q");
            client.ok("SUBSCRIBE p/q");
            client.ok("DELETE p/q");
            assertEquals(List.of("* LSUB (\\Noselect) \"/\" \"p/q\""), client.ok("LSUB \"\" p*"));
            assertEquals(List.of("* LSUB (\\Noselect) \"/\" \"p\""), client.ok("LSUB \"\" p%"));
            client.ok("UNSUBSCRIBE p/q");
            assertEquals(List.of(), client.ok("LSUB \"\" p*"));
            assertTrue(client.last("SUBSCRIBE nothing").startsWith("NO [NONEXISTENT]"));
            assertEquals(List.of("* NAMESPACE ((\"\" \"/\")) NIL NIL"), client.ok("NAMESPACE"));
        }
    }
}
