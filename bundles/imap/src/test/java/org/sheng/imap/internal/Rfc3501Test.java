package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;

/** Rules of RFC 3501 and its extensions that are easily missed, each with its section. */
@Timeout(60)
class Rfc3501Test {
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

    private static RawClient selected(String user, int messages) throws Exception {
        RawClient client = server.loggedIn(user);
        for (int i = 0; i < messages; i++) {
            client.append("INBOX", "", MESSAGE);
        }
        client.ok("SELECT INBOX");
        return client;
    }

    private static void expungeInAnotherSession(String user, String numbers) throws Exception {
        try (RawClient other = server.loggedIn(user)) {
            other.ok("SELECT INBOX");
            other.ok("STORE " + numbers + " +FLAGS.SILENT (\\Deleted)");
            other.ok("EXPUNGE");
        }
    }

    /** §7.1 PERMANENTFLAGS: a flag that cannot be kept is ignored, not an error. */
    @Test
    void flagsThatAreNoneHereAreIgnored() throws Exception {
        try (RawClient client = selected("flags", 1)) {
            assertEquals(List.of("* 1 FETCH (FLAGS (\\Flagged))"),
                    client.ok("STORE 1 +FLAGS (\\Flagged \\XFuture \\Recent)"));
            assertTrue(client.append("INBOX", "(\\Seen \\XFuture) ", MESSAGE).startsWith("OK "));
            assertEquals(List.of("* 2 FETCH (FLAGS (\\Seen))"), client.ok("FETCH 2 FLAGS"));
            assertTrue(client.last("STORE 1 +FLAGS (\\*)").startsWith("BAD "));
        }
    }

    /** §6.4.7: COPY copies all, or leaves the target as it was; §6.4.8: a UID that is not there is passed over. */
    @Test
    void copyIsAllOrNone() throws Exception {
        try (RawClient client = selected("copy", 3)) {
            expungeInAnotherSession("copy", "2");
            assertTrue(client.last("COPY 1:3 Archive").startsWith("NO [EXPUNGEISSUED]"));
            assertEquals(List.of("* STATUS \"Archive\" (MESSAGES 0 UIDNEXT 1)"),
                    client.ok("STATUS Archive (MESSAGES UIDNEXT)"));
            assertTrue(client.last("UID COPY 1:3 Archive").matches("OK \\[COPYUID \\d+ 1,3 1:2] .*"));
        }
    }

    /** §6.4.8: "a non-existent unique identifier is ignored without any error message". */
    @Test
    void uidCommandsPassOverWhatIsNotThere() throws Exception {
        try (RawClient client = selected("uids", 3)) {
            expungeInAnotherSession("uids", "2");
            assertEquals(List.of("* 1 FETCH (UID 1 FLAGS ())", "* 2 EXPUNGE"), client.ok("UID FETCH 1:2,77 FLAGS"));
            assertEquals(List.of("* 2 FETCH (UID 3 FLAGS (\\Seen))"), client.ok("UID STORE 2:3 +FLAGS (\\Seen)"));
            assertEquals(List.of("* SEARCH"), client.ok("UID SEARCH UID 2"));
        }
    }

    /** §5.1: INBOX in any case, in patterns, too. */
    @Test
    void inboxIsListedInAnyCase() throws Exception {
        try (RawClient client = server.loggedIn("inbox")) {
            client.ok("CREATE inbox/Below");
            for (String pattern : List.of("inbox", "Inb%", "iNbOx%", "%x")) {
                assertEquals(List.of("* LIST (\\HasChildren) \"/\" \"INBOX\""), client.ok("LIST \"\" " + pattern),
                        pattern);
            }
            assertEquals(List.of("* LIST (\\HasNoChildren) \"/\" \"INBOX/Below\""), client.ok("LIST \"\" inbox/%"));
            assertEquals(List.of(), client.ok("LIST \"\" inbox/below"), "the names below are as they are written");
            assertEquals(List.of("* LSUB () \"/\" \"INBOX\""), client.ok("LSUB \"\" in%"));
        }
    }

    /** §6.3.5: what is below a name is renamed with it, also where the name itself cannot be selected. */
    @Test
    void aNameWithoutMailboxIsRenamedWithAllBelow() throws Exception {
        try (RawClient client = server.loggedIn("rename")) {
            client.ok("CREATE a/b/c");
            client.ok("CREATE a/b-d");
            client.ok("CREATE a/e/f");
            client.ok("DELETE a/e");
            client.ok("DELETE a");
            assertTrue(client.last("RENAME a Archive").startsWith("NO [ALREADYEXISTS]"));
            client.ok("RENAME a z");
            assertEquals(List.of(), client.ok("LIST \"\" a*"));
            assertEquals(List.of("\"z\"", "\"z/b\"", "\"z/b-d\"", "\"z/b/c\"", "\"z/e\"", "\"z/e/f\""),
                    client.ok("LIST \"\" z*").stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).sorted()
                            .toList());
            assertTrue(client.last("RENAME nothing y").startsWith("NO [NONEXISTENT]"));
        }
    }

    /** §9 tag: no byte beyond ASCII, no +. */
    @Test
    void aTagIsAscii() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            client.send("t\u00e4g NOOP\r\n");
            assertTrue(client.response().startsWith("* BAD "));
            client.send("+a NOOP\r\n");
            assertTrue(client.response().startsWith("* BAD "));
            client.send("A.b]-1 NOOP\r\n");
            assertTrue(client.response().startsWith("A.b]-1 OK "));
        }
    }

    /** §7.4.2: a field that says nothing is the empty string, one that is not there is NIL. */
    @Test
    void anEmptyFieldIsNoMissingOne() throws Exception {
        try (RawClient client = server.loggedIn("empty")) {
            client.append("INBOX", "", "Date:\r\nSubject: \r\nIn-Reply-To:\r\nMessage-ID:\r\n\r\nx");
            client.append("INBOX", "", "X: y\r\n\r\nx");
            client.ok("SELECT INBOX");
            assertEquals(List.of("* 1 FETCH (ENVELOPE (\"\" \"\" NIL NIL NIL NIL NIL NIL \"\" \"\"))",
                    "* 2 FETCH (ENVELOPE (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL))"), client.ok("FETCH 1:2 ENVELOPE"));
        }
    }

    /** §4.3: no literal has a NUL. */
    @Test
    void aMessageWithNulIsNotTakenAndOneThatIsThereIsShownWithout() throws Exception {
        try (RawClient client = server.loggedIn("nul")) {
            String message = "Subject: a\0b\r\nX: c\0d\r\n\r\n" + "0123456789\0".repeat(100_000);
            assertTrue(client.append("INBOX", "", message).startsWith("NO [CANNOT] "));
            client.append("INBOX", "", "Subject: x\r\n\r\nx");
            BlobWriter writer = server.store.newBlob();
            for (int at = 0; at < message.length(); at += 50_000) {
                while (!writer.writable()) {
                    writer.drained().toCompletableFuture().get(20, TimeUnit.SECONDS);
                }
                writer.write(ByteBuffer.wrap(message.substring(at, Math.min(at + 50_000, message.length()))
                        .getBytes(StandardCharsets.ISO_8859_1)));
            }
            Batch batch = new Batch().blob(writer.finish(new byte[0]));
            batch.append(server.user("nul").id(), "INBOX", writer.id(), Flags.NONE, 0, 0, 0, 0, 0, 1);
            server.store.commit(batch).toCompletableFuture().get(20, TimeUnit.SECONDS);
            client.ok("SELECT INBOX");
            String shown = message.replace('\0', '\u0080');
            assertEquals(List.of("* 2 FETCH (BODY[] {" + shown.length() + "}\r\n" + shown + ")"),
                    client.ok("FETCH 2 BODY.PEEK[]"));
            assertEquals(List.of("* 2 FETCH (BODY[HEADER.FIELDS (X)] {10}\r\nX: c\u0080d\r\n\r\n"
                            + " BODY[TEXT]<9> {3}\r\n9\u00800)"),
                    client.ok("FETCH 2 (BODY.PEEK[HEADER.FIELDS (X)] BODY.PEEK[TEXT]<9.3>)"));
            assertEquals(List.of("* 2 FETCH (ENVELOPE (NIL \"ab\" NIL NIL NIL NIL NIL NIL NIL NIL))"),
                    client.ok("FETCH 2 ENVELOPE"));
        }
    }

    /** RFC 2971 §3.1: a list of pairs or NIL, in any state. */
    @Test
    void idTakesAListOrNil() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            List<String> answer = List.of("* ID (\"name\" \"Sheng\")");
            assertEquals(answer, client.ok("ID NIL"));
            assertEquals(answer, client.ok("ID ()"));
            assertEquals(answer, client.ok("ID (\"name\" \"sodr\" \"version\" \"19.34\" \"vendor\" NIL)"));
            assertEquals(answer, client.ok("ID (\"name\" {4+}\r\nsodr)"));
            assertTrue(client.last("ID \"name\"").startsWith("BAD "));
            assertTrue(client.last("ID").startsWith("BAD "));
            assertTrue(client.last("ID (\"name\")").startsWith("BAD "));
            StringBuilder fields = new StringBuilder();
            for (int i = 0; i < 31; i++) { // §3.3: at most 30
                fields.append(i == 0 ? "" : " ").append("\"f").append(i).append("\" NIL");
            }
            assertTrue(client.last("ID (" + fields + ")").startsWith("BAD "));
            client.ok("LOGIN joe secret");
            assertEquals(answer, client.ok("ID NIL"));
            client.ok("SELECT INBOX");
            assertEquals(answer, client.ok("ID NIL"));
        }
    }

    /** RFC 7162 §3.2.11: what is said before CLOSED is of the mailbox of before. */
    @Test
    void leavingAMailboxForAnotherIsSaid() throws Exception {
        try (RawClient client = selected("closed", 0)) {
            assertEquals("* OK [CLOSED] The mailbox of before is left", client.ok("SELECT Sent").get(0));
            List<String> failed = client.command("SELECT None");
            assertTrue(failed.get(0).startsWith("* OK [CLOSED]"), failed::toString);
            assertTrue(failed.get(1).startsWith("NO [NONEXISTENT]"), failed::toString);
            assertTrue(client.last("FETCH 1 FLAGS").startsWith("BAD "), "§6.3.1: then none is selected");
            assertTrue(client.ok("SELECT Sent").stream().noneMatch(line -> line.contains("CLOSED")));
            client.ok("CLOSE");
            assertTrue(client.ok("SELECT Sent").stream().noneMatch(line -> line.contains("CLOSED")));
        }
    }

    /** RFC 7162 §3.1.3: NO when some are not there any more, with those that were changed since. */
    @Test
    void aStoreThatCannotBeWholeIsRefusedAndSaysWhatItLeft() throws Exception {
        try (RawClient client = selected("unchanged", 3)) {
            client.ok("FETCH 1 MODSEQ");
            expungeInAnotherSession("unchanged", "2");
            assertTrue(client.last("STORE 1:3 (UNCHANGEDSINCE 1) +FLAGS (\\Flagged)").startsWith("NO [MODIFIED 1,3]"));
            client.ok("NOOP");
            assertTrue(client.last("STORE 1:2 (UNCHANGEDSINCE 0) +FLAGS (\\Flagged)").startsWith("OK [MODIFIED 1:2]"));
        }
    }

    /** RFC 4959 §3: = is an empty response, and nothing else may follow it. */
    @Test
    void anInitialResponseIsBase64OrOneEqualsSign() throws Exception {
        try (RawClient client = server.client()) {
            client.greeting();
            assertTrue(client.last("AUTHENTICATE PLAIN =AGpvZQBzZWNyZXQ=").startsWith("BAD "));
            assertTrue(client.last("AUTHENTICATE PLAIN *").startsWith("BAD "));
            assertTrue(client.last("AUTHENTICATE PLAIN =").startsWith("NO [AUTHENTICATIONFAILED]"));
            assertTrue(client.last("AUTHENTICATE PLAIN AGpvZQBzZWNyZXQ=").startsWith("OK "));
        }
    }

    /** RFC 7888 §4, §5: a literal that nobody waits for is read to its end also where the command is refused. */
    @Test
    void afterARefusedLiteralTheNextCommandIsUnderstood() throws Exception {
        try (RawClient client = server.loggedIn("literal")) {
            client.send("a APPEND None {" + MESSAGE.length() + "+}\r\n" + MESSAGE + "\r\nb NOOP\r\n");
            assertTrue(client.until("a").get(0).startsWith("NO [TRYCREATE]"));
            assertTrue(client.until("b").get(0).startsWith("OK "));
            client.send("a XYZZY {5+}\r\nhello {0+}\r\n\r\nb NOOP\r\n");
            assertTrue(client.until("a").get(0).startsWith("BAD "));
            assertTrue(client.until("b").get(0).startsWith("OK "));
            client.send("a STATUS {5}\r\n");
            assertTrue(client.response().startsWith("+ "));
            client.send("INBOX (MESSAGES)\r\n");
            assertEquals("* STATUS \"INBOX\" (MESSAGES 0)", client.response());
        }
    }
}
