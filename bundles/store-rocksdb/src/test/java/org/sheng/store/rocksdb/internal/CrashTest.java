package org.sheng.store.rocksdb.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.BlobId;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.Usage;
import org.sheng.store.rocksdb.internal.KeyValue.Cursor;
import org.sheng.store.rocksdb.internal.KeyValue.Family;

/**
 * {@code kill -9} of a process that writes: what it was told is complete is there, nothing is there by half or twice.
 */
class CrashTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path folder;

    private final Set<Long> queued = new HashSet<>();
    private final Set<Long> delivered = new HashSet<>();

    @Test
    void everyCompletedCommitIsThereAfterAKill() throws Exception {
        Random random = new Random();
        long next = 1;
        for (int round = 1; round <= ROUNDS; round++) {
            int before = delivered.size();
            writeAndKill(next, 200 + random.nextInt(1500));
            assertTrue(delivered.size() > before, "round " + round + " delivered nothing");
            next = queued.stream().mapToLong(n -> n).max().orElseThrow() + 1_000;
            check();
        }
        assertNoChunkWithoutBlob();
    }

    private void writeAndKill(long first, int linesThenKill) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), CrashWriter.class.getName(), folder.resolve("store").toString(),
                        "" + first)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.length() > 2) {
                    (line.charAt(0) == 'Q' ? queued : delivered).add(Long.parseLong(line.substring(2)));
                }
                if (--linesThenKill == 0) {
                    process.toHandle().destroyForcibly();
                }
            }
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(128 + 9, process.exitValue());
    }

    private void check() {
        try (OpenStore store = RocksStore.open(folder.resolve("store"), StoreSettings.DEFAULTS)) {
            assertEquals("", store.health().trouble());
            Map<Long, BlobId> inMailbox = mailbox(store);
            Set<Long> inQueue = new HashSet<>();
            for (MailStore.Row row : store.scan("queue", new byte[0], new byte[0], 10_000)) {
                inQueue.add(Long.parseLong(new String(row.key(), StandardCharsets.US_ASCII)));
            }
            for (long n : queued) {
                assertTrue(inQueue.contains(n) != inMailbox.containsKey(n), "message " + n
                        + " is in the queue or in the mailbox");
            }
            for (long n : delivered) {
                assertTrue(inMailbox.containsKey(n), "message " + n + " was delivered");
            }
            inMailbox.forEach((n, blob) -> assertArrayEquals(CrashWriter.content(n), content(store, blob)));
        }
    }

    /** Which messages are there, each once. */
    private static Map<Long, BlobId> mailbox(MailStore store) {
        Map<Long, BlobId> found = new HashMap<>();
        Mailbox inbox = store.mailbox(CrashWriter.ACCOUNT, "INBOX").orElseThrow();
        long bytes = 0;
        long uid = 1;
        for (Message message : store.messages(inbox.id(), 1, inbox.uidNext(), 10_000)) {
            assertEquals(uid++, message.uid());
            bytes += message.size();
            assertArrayEquals(CrashWriter.name(message.saveDate()), store.summary(message.blob()).orElseThrow());
            assertTrue(found.put(message.saveDate(), message.blob()) == null, "message " + message.saveDate()
                    + " is there twice");
        }
        assertEquals(inbox.messages(), found.size());
        assertEquals(inbox.uidNext(), uid);
        assertEquals(new Usage(bytes, found.size()), store.usage(CrashWriter.ACCOUNT));
        assertEquals(found.size(), store.uids(inbox.id()).size());
        return found;
    }

    private static byte[] content(MailStore store, BlobId blob) {
        ByteBuffer all = ByteBuffer.allocate(1 << 20);
        ByteBuffer part = store.read(blob, 0, 1 << 20);
        while (part.hasRemaining()) {
            all.put(part);
            part = store.read(blob, all.position(), 1 << 20);
        }
        return Arrays.copyOf(all.array(), all.position());
    }

    private void assertNoChunkWithoutBlob() {
        RocksKeyValue rows = new RocksKeyValue(folder.resolve("store"), StoreSettings.DEFAULTS);
        rows.reopen();
        try (rows; Cursor chunks = rows.now().cursor(Family.CHUNKS, Keys.END, Keys.END)) {
            while (chunks.next()) {
                BlobId blob = new BlobId(new RowReader(chunks.key()).uuid());
                assertTrue(rows.now().get(Family.BLOBS, Keys.blob(blob)) != null, "chunks of " + blob
                        + ", which is no blob");
            }
        }
    }
}
