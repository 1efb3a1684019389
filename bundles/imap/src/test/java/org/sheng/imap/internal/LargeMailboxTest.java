package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;

/** A few messages out of many are found by the store's indexes, and are the same that looking at each would find. */
@Timeout(120)
class LargeMailboxTest {
    private static final int MANY = 12_000;

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

    /** So many small messages, of which those in front are seen. */
    static void fill(MailStore store, UUID account, int count, int seen) {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap("Subject: s\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII)));
        BlobWriter.FinishedBlob blob = writer.finish(new byte[0]);
        store.commit(new Batch().blob(blob).holdBlob(blob.id())).toCompletableFuture().join();
        for (int done = 0; done < count; done += 5_000) {
            Batch batch = new Batch().lazy();
            for (int i = done; i < Math.min(count, done + 5_000); i++) {
                batch.append(account, "INBOX", blob.id(), Flags.of(i < seen ? Flags.SEEN : 0), 0, 0, 0, 0, 0, 1);
            }
            store.commit(batch).toCompletableFuture().join();
        }
    }

    private static RawClient filled(String user, int count, int seen) throws Exception {
        RawClient client = server.loggedIn(user);
        fill(server.store, server.user(user).id(), count, seen);
        return client;
    }

    @Test
    void selectNamesTheFirstUnseenWhereverItIs() throws Exception {
        try (RawClient client = filled("unseen", MANY, MANY - 1)) {
            assertTrue(client.ok("SELECT INBOX").contains("* OK [UNSEEN " + MANY + "] First unseen"));
            client.ok("STORE " + MANY + " +FLAGS.SILENT (\\Seen)");
            assertTrue(client.ok("EXAMINE INBOX").stream().noneMatch(line -> line.contains("[UNSEEN ")));
            client.ok("SELECT INBOX");
            client.ok("STORE 5000:6000 -FLAGS.SILENT (\\Seen)");
            client.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            client.ok("EXPUNGE");
            assertTrue(client.ok("SELECT INBOX").contains("* OK [UNSEEN 4999] First unseen"));
            assertEquals("* STATUS \"INBOX\" (UNSEEN 1001)", client.ok("STATUS INBOX (UNSEEN)").get(0));
        }
    }

    @Test
    void expungeRemovesAllThatIsMarkedAndUidExpungeThoseThatAreNamed() throws Exception {
        try (RawClient client = filled("expunge", MANY, 0)) {
            client.ok("SELECT INBOX");
            client.ok("STORE 3,6000,6001,11999 +FLAGS.SILENT (\\Deleted)");
            assertEquals(List.of("* 6000 EXPUNGE", "* 11998 EXPUNGE"), client.ok("UID EXPUNGE 6000,7000,11990:*"));
            assertEquals(List.of(), client.ok("UID EXPUNGE 20000:30000"));
            assertEquals(List.of("* 3 EXPUNGE", "* 5999 EXPUNGE"), client.ok("EXPUNGE"));
            client.ok("STORE 11996 +FLAGS.SILENT (\\Deleted)");
            client.ok("CLOSE");
            assertEquals("* STATUS \"INBOX\" (MESSAGES 11995)", client.ok("STATUS INBOX (MESSAGES)").get(0));
        }
    }

    /** More than the store takes out of a mailbox at once. */
    @Test
    void aHundredThousandAreExpungedToo() throws Exception {
        try (RawClient client = filled("most", 100_500, 0)) {
            client.ok("SELECT INBOX");
            client.ok("STORE 1:100200 +FLAGS.SILENT (\\Deleted)");
            List<String> gone = client.ok("EXPUNGE");
            assertEquals(100_200, gone.size());
            assertTrue(gone.stream().allMatch("* 1 EXPUNGE"::equals));
            client.ok("STORE 1:* +FLAGS.SILENT (\\Deleted)");
            client.ok("CLOSE");
            assertEquals("* STATUS \"INBOX\" (MESSAGES 0)", client.ok("STATUS INBOX (MESSAGES)").get(0));
        }
    }

    /** RFC 3501 §6.4.3: all that is marked, also what came since the client was told of the mailbox. */
    @Test
    void expungeTakesWhatTheClientDoesNotKnowYet() throws Exception {
        try (RawClient client = filled("unknown", 3, 0); RawClient other = server.loggedIn("unknown")) {
            client.ok("SELECT INBOX");
            other.append("INBOX", "(\\Deleted) ", "Subject: x\r\n\r\n");
            assertEquals(List.of(), client.ok("EXPUNGE"));
            assertEquals("* STATUS \"INBOX\" (MESSAGES 3)", client.ok("STATUS INBOX (MESSAGES)").get(0));
        }
    }

    @Test
    void changedSinceFindsFewAndMany() throws Exception {
        try (RawClient client = filled("changed", MANY, 0)) {
            client.ok("SELECT INBOX (CONDSTORE)");
            long before = highest(client);
            client.ok("STORE 11000,5,7000 +FLAGS.SILENT (\\Flagged)");
            client.ok("STORE 7000 -FLAGS.SILENT (\\Flagged)");
            String since = " FLAGS (CHANGEDSINCE " + before + ")";
            assertEquals(List.of(5L, 7000L, 11_000L), numbers(client.ok("FETCH 1:*" + since)));
            assertEquals(List.of(7000L), numbers(client.ok("UID FETCH 6:10999" + since)));
            String modseq = " (MODSEQ " + highest(client) + ")";
            assertSearch(client, "5 7000 11000" + modseq, "MODSEQ " + (before + 1));
            assertSearch(client, "7000" + modseq, "6:9000 UNFLAGGED MODSEQ " + (before + 1));
            assertSearch(client, "", "MODSEQ " + (highest(client) + 1));
            assertEquals(List.of(), client.ok("FETCH 1:* FLAGS (CHANGEDSINCE " + highest(client) + ")"));

            client.ok("STORE 2000:10000 +FLAGS.SILENT (\\Flagged)");
            List<Long> many = LongStream.concat(LongStream.concat(LongStream.of(5), LongStream.rangeClosed(2000, 10_000)),
                    LongStream.of(11_000)).boxed().toList();
            assertEquals(many, numbers(client.ok("FETCH 1:*" + since)));
            assertEquals(MANY, client.ok("FETCH 1:* UID (CHANGEDSINCE 1)").size());
        }
    }

    static long highest(RawClient client) throws Exception {
        String status = client.ok("STATUS INBOX (HIGHESTMODSEQ)").get(0);
        return Long.parseLong(status.replaceAll(".*HIGHESTMODSEQ (\\d+).*", "$1"));
    }

    private static List<Long> numbers(List<String> fetches) {
        return fetches.stream().map(line -> Long.parseLong(line.split(" ")[1])).toList();
    }

    @Test
    void searchesForFlagsAreAnsweredFromTheirIndex() throws Exception {
        try (RawClient client = filled("search", MANY, MANY); RawClient other = server.loggedIn("search")) {
            client.ok("SELECT INBOX");
            client.ok("STORE 10,11000 -FLAGS.SILENT (\\Seen)");
            client.ok("STORE 11000,11001 +FLAGS.SILENT (\\Deleted)");
            client.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            client.ok("EXPUNGE");
            client.ok("STORE 10 +FLAGS.SILENT (\\Answered $k)");
            assertSearch(client, "9", "UNSEEN");
            assertSearch(client, "9", "UNSEEN UNDELETED");
            assertSearch(client, "10", "ANSWERED");
            assertSearch(client, "9 10", "OR UNSEEN ANSWERED");
            assertSearch(client, "8 10", "8:10 NOT UNSEEN");
            assertSearch(client, "10", "8:10 NOT (OR UNSEEN UNANSWERED)");
            assertSearch(client, "9", "NEW");
            assertSearch(client, "9", "RECENT UNSEEN ALL");
            assertSearch(client, "", "OLD");
            assertSearch(client, "10", "ANSWERED KEYWORD $K");
            assertSearch(client, "", "UNSEEN SUBJECT other");
            assertSearch(client, "9", "UNSEEN SUBJECT s");
            assertEquals("* SEARCH 10", client.ok("UID SEARCH UNSEEN").get(0));
            String all = "* SEARCH " + IntStream.rangeClosed(1, MANY - 3).mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            assertEquals(all, client.ok("SEARCH ALL").get(0));
            assertEquals(all.replace(" 9 ", " "), client.ok("SEARCH SEEN").get(0));

            other.ok("SELECT INBOX");
            other.ok("STORE 9 +FLAGS.SILENT (\\Deleted)");
            other.ok("EXPUNGE");
            assertEquals("* SEARCH", client.ok("SEARCH UNSEEN").get(0), "it is gone, and the numbers stay");
            assertSearch(client, "8 10", "8:10");
        }
    }

    private static void assertSearch(RawClient client, String expected, String keys) throws Exception {
        assertEquals(("* SEARCH " + expected).strip(), client.ok("SEARCH " + keys).get(0), keys);
    }
}
