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
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.testing.Await;

/** A message that is being sent is sent to its end, whoever expunges it meanwhile (RFC 2180 §4.1). */
@Timeout(60)
class ReadToTheEndTest {
    /** More than all buffers between server and client hold. */
    private static final String LARGE = "Subject: large\r\n\r\n" + "0123456789abcdef".repeat(1 << 20);

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

    private static BlobId blob(String user) {
        long inbox = server.store.mailbox(server.user(user).id(), "INBOX").orElseThrow().id();
        return server.store.message(inbox, 1).orElseThrow().blob();
    }

    @Test
    void aLiteralIsWholeThoughItsMessageWasExpunged() throws Exception {
        try (RawClient reader = server.loggedIn("whole"); RawClient other = server.loggedIn("whole")) {
            other.append("INBOX", "", LARGE);
            BlobId blob = blob("whole");
            reader.ok("SELECT INBOX");
            reader.send("r FETCH 1 (BODY.PEEK[HEADER] BODY.PEEK[] BODY.PEEK[TEXT] UID)\r\n");
            Await.until("the message is being sent", () -> server.readers.get() == 1);
            other.ok("SELECT INBOX");
            other.ok("STORE 1 +FLAGS.SILENT (\\Deleted)");
            assertEquals(List.of("* 1 EXPUNGE"), other.ok("EXPUNGE"));
            assertTrue(server.store.blobSize(blob).isEmpty(), "the store has it no more");

            String text = LARGE.substring(18);
            assertEquals("* 1 FETCH (BODY[HEADER] {18}\r\nSubject: large\r\n\r\n BODY[] {" + LARGE.length() + "}\r\n"
                    + LARGE + " BODY[TEXT] {" + text.length() + "}\r\n" + text + " UID 1)", reader.response());
            List<String> end = reader.until("r");
            assertTrue(end.get(end.size() - 1).startsWith("OK "), end::toString);
            assertEquals(0, server.readers.get());
            assertTrue(reader.ok("NOOP").contains("* 1 EXPUNGE"));
        }
    }

    @Test
    void aSearchReadsToTheEndThoughTheMessageWasExpunged() throws Exception {
        try (RawClient client = server.loggedIn("search")) {
            client.append("INBOX", "", LARGE + "needle\r\nhaystack\r\n");
            BlobId blob = blob("search");
            client.ok("SELECT INBOX");
            server.opened = () -> {
                Batch batch = new Batch();
                long inbox = server.store.mailbox(server.user("search").id(), "INBOX").orElseThrow().id();
                batch.expunge(inbox, List.of(1L), false);
                server.store.commit(batch).toCompletableFuture().join();
            };
            assertEquals("* SEARCH 1", client.ok("SEARCH BODY needle BODY haystack NOT BODY nothing").get(0));
            assertTrue(server.store.blobSize(blob).isEmpty(), "the store has it no more");
            assertEquals(0, server.readers.get());
            assertTrue(client.ok("NOOP").contains("* 1 EXPUNGE"));
        }
    }

    @Test
    void whoGoesInTheMiddleLetsTheMessageGo() throws Exception {
        try (RawClient reader = server.loggedIn("gone")) {
            reader.append("INBOX", "", LARGE);
            reader.ok("SELECT INBOX");
            reader.send("r FETCH 1 BODY.PEEK[]\r\n");
            Await.until("the message is being sent", () -> server.readers.get() == 1);
        }
        Await.until("it is let go", () -> server.readers.get() == 0);
    }
}
