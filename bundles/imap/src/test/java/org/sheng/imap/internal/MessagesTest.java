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
import org.sheng.directory.Limits;

/** What is done with messages, each in a dialogue of its own. */
@Timeout(60)
class MessagesTest {
    private static final String SIMPLE = "From: Joe <joe@x.org>\r\nTo: a@b.c\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
            + "Date: Mon, 5 Feb 2024 10:00:00 +0100\r\nMessage-ID: <1@x>\r\n\r\nHello\r\nWorld\r\n";
    private static final String MIXED = "From: a@b.c\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n5L2g5aW9\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\nFrom: i@j.k\r\n\r\nnested text\r\n--b--\r\n";

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

    private static RawClient with(String user, String... messages) throws Exception {
        RawClient client = server.loggedIn(user);
        for (String message : messages) {
            assertTrue(client.append("INBOX", "", message).startsWith("OK [APPENDUID "));
        }
        client.ok("SELECT INBOX");
        return client;
    }

    @Test
    void selectTellsWhatRfc3501Wants() throws Exception {
        try (RawClient client = with("select", SIMPLE, SIMPLE)) {
            List<String> told = client.ok("EXAMINE inbox");
            assertTrue(told.contains("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)"), told::toString);
            assertTrue(told.contains("* OK [PERMANENTFLAGS ()] Flags that stay"), told::toString);
            assertTrue(told.contains("* 2 EXISTS"), told::toString);
            assertTrue(told.contains("* OK [UNSEEN 1] First unseen") && told.contains("* OK [UIDNEXT 3] Next UID"), told::toString);
            assertTrue(told.stream().anyMatch(l -> l.startsWith("* OK [UIDVALIDITY ")) && told.stream().anyMatch(l -> l.startsWith("* OK [HIGHESTMODSEQ ")));
            assertTrue(client.last("STORE 1 +FLAGS (\\Seen)").startsWith("NO [READ-ONLY]"));
            client.ok("UNSELECT");
            assertTrue(client.last("FETCH 1 FLAGS").startsWith("BAD"));
            client.ok("SELECT INBOX");
            assertTrue(client.last("SELECT nowhere").startsWith("NO [NONEXISTENT]"));
            assertTrue(client.last("FETCH 1 FLAGS").startsWith("BAD"), "a SELECT that failed leaves nothing selected");
        }
    }

    @Test
    void fetchesAllItems() throws Exception {
        try (RawClient client = with("fetch", SIMPLE)) {
            String all = client.ok("FETCH 1 (UID RFC822.SIZE FLAGS INTERNALDATE ENVELOPE BODY BODYSTRUCTURE)").get(0);
            assertTrue(all.startsWith("* 1 FETCH (UID 1 RFC822.SIZE " + SIMPLE.length() + " FLAGS () INTERNALDATE \""), all);
            assertTrue(all.contains("ENVELOPE (\"Mon, 5 Feb 2024 10:00:00 +0100\" \"=?utf-8?q?Gr=C3=BC=C3=9Fe?=\" ((\"Joe\" NIL \"joe\" \"x.org\"))"
                    + " ((\"Joe\" NIL \"joe\" \"x.org\")) ((\"Joe\" NIL \"joe\" \"x.org\")) ((NIL NIL \"a\" \"b.c\")) NIL NIL NIL \"<1@x>\")"), all);
            assertTrue(all.contains("BODY (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 14 2) "
                    + "BODYSTRUCTURE (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 14 2 NIL NIL NIL NIL))"), all);
            assertEquals(List.of("* 1 FETCH (UID 1 BODY[HEADER.FIELDS (SUBJECT X)] {40}\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n\r\n)"),
                    client.ok("UID FETCH 1 BODY.PEEK[HEADER.FIELDS (subject X)]"));
            assertEquals(List.of("* 1 FETCH (BODY[TEXT]<2> {3}\r\nllo)"), client.ok("FETCH 1 BODY.PEEK[TEXT]<2.3>"));
            assertEquals(List.of("* 1 FETCH (BODY[1]<100> {0}\r\n)"), client.ok("FETCH 1 BODY.PEEK[1]<100.3>"));
            assertEquals(List.of("* 1 FETCH (BODY[2] NIL)"), client.ok("FETCH 1 BODY.PEEK[2]"));
            assertEquals(List.of("* 1 FETCH (FLAGS ())"), client.ok("FETCH 1 FLAGS"));
            assertEquals(List.of("* 1 FETCH (BODY[] {" + SIMPLE.length() + "}\r\n" + SIMPLE + " FLAGS (\\Seen))"), client.ok("FETCH 1 BODY[]"));
            assertEquals(List.of("* 1 FETCH (RFC822.TEXT {14}\r\nHello\r\nWorld\r\n)"), client.ok("FETCH 1 RFC822.TEXT"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Seen))"), client.ok("FETCH 1 FLAGS"));
            assertTrue(client.last("FETCH 2 FLAGS").startsWith("BAD "));
            assertEquals(List.of(), client.ok("UID FETCH 2 FLAGS"));
        }
    }

    @Test
    void findsSectionsOfNestedMessages() throws Exception {
        try (RawClient client = with("nested", MIXED)) {
            assertEquals(List.of("* 1 FETCH (BODY[2.HEADER] {31}\r\nSubject: inner\r\nFrom: i@j.k\r\n\r\n BODY[2.1] {11}\r\nnested text BODY[2.TEXT] {11}\r\nnested text "
                    + "BODY[2.MIME] {32}\r\nContent-Type: message/rfc822\r\n\r\n BODY[1] {8}\r\n5L2g5aW9 BODY[2.2] NIL BODY[1.HEADER] NIL)"),
                    client.ok("FETCH 1 (BODY.PEEK[2.HEADER] BODY.PEEK[2.1] BODY.PEEK[2.TEXT] BODY.PEEK[2.MIME] BODY.PEEK[1] BODY.PEEK[2.2] BODY.PEEK[1.HEADER])"));
            String structure = client.ok("FETCH 1 BODY").get(0);
            assertEquals("* 1 FETCH (BODY ((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"base64\" 8 1)"
                    + "(\"message\" \"rfc822\" NIL NIL NIL \"7bit\" 42 (NIL \"inner\" ((NIL NIL \"i\" \"j.k\")) ((NIL NIL \"i\" \"j.k\")) ((NIL NIL \"i\" \"j.k\"))"
                    + " NIL NIL NIL NIL NIL) (\"text\" \"plain\" (\"charset\" \"us-ascii\") NIL NIL \"7bit\" 11 1) 4) \"mixed\"))", structure);
        }
    }

    @Test
    void largeMessagesAreStreamedBothWays() throws Exception {
        String large = "Subject: large\r\n\r\n" + "0123456789abcdef".repeat(1 << 20);
        try (RawClient client = with("large", large)) {
            assertEquals("* 1 FETCH (BODY[] {" + large.length() + "}\r\n" + large + " UID 1)", client.ok("FETCH 1 (BODY.PEEK[] UID)").get(0));
            assertEquals("* 1 FETCH (BODY[TEXT]<8388608> {1000000}\r\n" + large.substring(18 + 8388608, 18 + 9388608) + ")",
                    client.ok("FETCH 1 BODY.PEEK[TEXT]<8388608.1000000>").get(0));
        }
    }

    @Test
    void storesFlagsAndKeywordsAndExpunges() throws Exception {
        try (RawClient client = with("store", SIMPLE, SIMPLE, SIMPLE)) {
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged \\Seen))", "* 3 FETCH (FLAGS (\\Flagged \\Seen))"),
                    client.ok("STORE 1,3 FLAGS (\\Seen \\Flagged)"));
            List<String> keyword = client.ok("UID STORE 1 +FLAGS $Work");
            assertEquals("* 1 FETCH (UID 1 FLAGS (\\Flagged \\Seen $Work))", keyword.get(0));
            assertTrue(keyword.contains("* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft $Work)"), keyword::toString);
            assertEquals(List.of(), client.ok("STORE 1:2 +FLAGS.SILENT \\Deleted"));
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Deleted))"), client.ok("STORE 1 -FLAGS (\\Flagged \\Seen $Work)"));
            assertEquals(List.of("* 2 EXPUNGE"), client.ok("UID EXPUNGE 2:3"));
            assertEquals(List.of("* 1 EXPUNGE"), client.ok("EXPUNGE"));
            assertEquals(List.of("* 1 FETCH (UID 3)"), client.ok("FETCH 1 UID"));
            client.ok("STORE 1 +FLAGS (\\Deleted)");
            assertEquals(List.of(), client.ok("CLOSE"));
            assertTrue(client.ok("STATUS INBOX (MESSAGES UIDNEXT UNSEEN)").contains("* STATUS \"INBOX\" (MESSAGES 0 UIDNEXT 4 UNSEEN 0)"));
        }
    }

    @Test
    void copiesAndMovesWithCopyuid() throws Exception {
        try (RawClient client = with("copy", SIMPLE, SIMPLE, SIMPLE)) {
            assertTrue(client.last("COPY 1 Missing").startsWith("NO [TRYCREATE]"));
            assertTrue(client.last("COPY 2:3 Archive").matches("OK \\[COPYUID \\d+ 2:3 1:2] .*"));
            List<String> moved = client.ok("UID MOVE 1,3 Trash");
            assertTrue(moved.get(0).matches("\\* OK \\[COPYUID \\d+ 1,3 1:2] .*"), moved::toString);
            assertEquals(List.of("* 1 EXPUNGE", "* 2 EXPUNGE"), moved.subList(1, 3));
            assertTrue(client.ok("STATUS Archive (MESSAGES)").get(0).endsWith("(MESSAGES 2)"));
        }
    }

    @Test
    void searchesAllKeys() throws Exception {
        String other = "From: Anna <anna@y.org>\r\nSubject: second\r\nDate: 7 Mar 2024 01:00:00 +0000\r\nX-Key: Value\r\n\r\n" + "x".repeat(5000);
        try (RawClient client = with("search", SIMPLE, other, MIXED)) {
            client.ok("STORE 2 +FLAGS (\\Seen work)");
            assertSearch(client, "1 2 3", "ALL");
            assertSearch(client, "2", "SEEN");
            assertSearch(client, "1 3", "UNSEEN");
            assertSearch(client, "2", "KEYWORD work");
            assertSearch(client, "1 3", "UNKEYWORD WORK");
            assertSearch(client, "1", "SUBJECT {6+}\r\ngr\u00c3\u00bc\u00c3\u009f");
            assertSearch(client, "1", "CHARSET ISO-8859-1 SUBJECT {4+}\r\ngr\u00fc\u00df");
            assertSearch(client, "1 2", "OR FROM joe FROM ANNA");
            assertSearch(client, "2", "HEADER X-Key value");
            assertSearch(client, "2", "HEADER X-KEY \"\"");
            assertSearch(client, "2", "LARGER 4000");
            assertSearch(client, "1 3", "SMALLER 4000");
            assertSearch(client, "1", "SENTBEFORE 1-Mar-2024");
            assertSearch(client, "2", "SENTSINCE 7-Mar-2024");
            assertSearch(client, "1", "SENTON 5-Feb-2024");
            assertSearch(client, "1 2 3", "SINCE 1-Jan-2020");
            assertSearch(client, "", "BEFORE 1-Jan-2020");
            assertSearch(client, "1", "BODY world");
            assertSearch(client, "3", "BODY {6+}\r\n\u00e4\u00bd\u00a0\u00e5\u00a5\u00bd");
            assertSearch(client, "3", "TEXT inner");
            assertSearch(client, "1", "TEXT <1@x>");
            assertSearch(client, "2 3", "NOT TEXT hello");
            assertSearch(client, "2", "2:3 (SEEN UID 1:*)");
            assertSearch(client, "1 3", "NEW");
            assertSearch(client, "", "OLD");
            assertSearch(client, "", "9:12");
            assertTrue(client.last("SEARCH CHARSET x-none ALL").startsWith("NO [BADCHARSET (UTF-8 US-ASCII)]"));
            assertTrue(client.last("SEARCH NONSENSE").startsWith("BAD "));
        }
    }

    private static void assertSearch(RawClient client, String expected, String keys) throws Exception {
        assertEquals(("* SEARCH " + expected).strip(), client.ok("SEARCH " + keys).get(0), keys);
    }

    @Test
    void condstoreTellsAndHoldsModseqs() throws Exception {
        try (RawClient client = with("condstore", SIMPLE, SIMPLE)) {
            List<String> enabled = client.ok("FETCH 1:2 (MODSEQ)");
            assertTrue(enabled.get(0).startsWith("* OK [HIGHESTMODSEQ "), enabled::toString);
            long first = modseq(enabled.get(1));
            long second = modseq(enabled.get(2));
            String changed = client.ok("STORE 1 +FLAGS.SILENT (\\Seen)").get(0);
            assertTrue(changed.startsWith("* 1 FETCH (MODSEQ ("), changed);
            assertTrue(modseq(changed) > second);
            List<String> refused = client.command("STORE 1:2 (UNCHANGEDSINCE " + second + ") +FLAGS (\\Flagged)");
            assertTrue(refused.get(0).startsWith("* 2 FETCH (MODSEQ ("), refused::toString);
            assertTrue(refused.get(refused.size() - 1).startsWith("OK [MODIFIED 1]"), refused::toString);
            assertEquals(1, client.ok("FETCH 1:* (FLAGS) (CHANGEDSINCE " + modseq(changed) + ")").size());
            assertTrue(client.ok("SEARCH MODSEQ " + modseq(changed)).get(0).matches("\\* SEARCH 1 2 \\(MODSEQ \\d+\\)"));
            assertTrue(first > 0);
            assertEquals("* ENABLED CONDSTORE", client.ok("ENABLE CONDSTORE X-NONE").get(0));
        }
    }

    private static long modseq(String fetch) {
        return Long.parseLong(fetch.replaceAll("(?s).*MODSEQ \\((\\d+)\\).*", "$1"));
    }

    @Test
    void appendTakesFlagsAndDateAndRefusesWhatItMust() throws Exception {
        server.limit("small", new Limits(2_000, 0, 1_500, 0, 0));
        try (RawClient client = server.loggedIn("small")) {
            assertTrue(client.append("INBOX", "(\\Seen $X) \"17-Jul-1996 02:44:25 -0700\" ", SIMPLE).matches("OK \\[APPENDUID \\d+ 1] .*"));
            client.ok("SELECT INBOX");
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Seen $X) INTERNALDATE \"17-Jul-1996 09:44:25 +0000\")"), client.ok("FETCH 1 (FLAGS INTERNALDATE)"));
            assertTrue(client.append("Nowhere", "", SIMPLE).startsWith("NO [TRYCREATE]"));
            assertTrue(client.append("INBOX", "", "x".repeat(1_600)).startsWith("NO [TOOBIG]"));
            assertTrue(client.append("INBOX", "", "x".repeat(1_400)).startsWith("OK"));
            assertTrue(client.append("INBOX", "", "x".repeat(1_400)).startsWith("NO [OVERQUOTA]"));
            assertTrue(client.last("APPEND INBOX {1400}").startsWith("NO [OVERQUOTA]"));
            assertEquals("* STATUS \"INBOX\" (MESSAGES 2)", client.ok("STATUS INBOX (MESSAGES)").get(0));
            client.send("x APPEND INBOX (\\Flagged) {5}\r\n");
            assertTrue(client.response().startsWith("+ "));
            client.send("a: b\n\r\n");
            assertTrue(client.until("x").stream().anyMatch(l -> l.equals("* 3 EXISTS")));
            assertFalse(client.ok("FETCH 3 FLAGS").isEmpty());
        }
    }
}
