package org.sheng.smtp.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.config.internal.FileSettings;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.internal.MimeScanner;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.internal.Spool;
import org.sheng.queue.internal.Steering;
import org.sheng.smtp.session.Services;
import org.sheng.smtp.session.SmtpClient;
import org.sheng.smtp.session.TestNode;
import org.sheng.store.BlobId;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;

/** SMTP with the store's rules, the queue and the MIME scanner that a node has. */
@Timeout(60)
class RealEnginesTest {
    private static final SmtpSettings SETTINGS = new SmtpSettings(true, 2525, 50_000_000, 100, 10, 10, 2000, 2000, 100_000, Duration.ofMinutes(5));

    @TempDir
    Path home;

    @Test
    void aMessageLiesInTheStoreByteForByteWithItsSummaryAndWaitsInTheQueue() throws Exception {
        try (OpenStore store = MemoryStore.open(); TestNode node = new TestNode(home);
                FileSettings settings = new FileSettings(home, StandardCharsets.UTF_8, name -> null)) {
            Spool queue = new Spool(store, node.events::add, settings);
            Services services = new Services(node.services.node(), node.directory, store, new MimeScanner(), node.events::add, Optional.empty());
            node.serve(Protocols.SMTP, new SmtpPolicy(() -> SETTINGS, new org.sheng.smtp.internal.Spool(queue)), services);
            String body = ("line of a large body, long enough to be many chunks when there are many of it\r\n").repeat(40_000);
            String message = "Subject: parts\r\nMessage-ID: <m@x>\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\ntext\r\n--b\r\n"
                    + "Content-Type: application/octet-stream\r\n\r\n" + body + "--b--\r\n";
            try (SmtpClient client = node.client().hello()) {
                client.envelope("a@b.example", "ann@sheng.example", "bob@sheng.example");
                client.send(message + ".\r\n");
                client.expect("250 2.0.0");
            }
            QueueEntry entry = new Steering(queue).list(QueueAdmin.Filter.ALL, Optional.empty(), 10).entries().get(0);
            assertEquals(2, entry.message().recipients().size());
            String kept = read(store, entry.message().blob());
            assertEquals(kept.length(), entry.message().size());
            assertEquals("Return-Path: <a@b.example>\r\n", kept.substring(0, entry.message().skip()));
            assertTrue(kept.endsWith(message));
            MessageSummary summary = new MimeScanner().decode(store.summary(entry.message().blob()).orElseThrow());
            assertEquals("parts", summary.envelope().subject().orElseThrow());
            MessageSummary.Part attachment = summary.body().parts().get(1);
            // The line end before the boundary is the boundary's.
            assertEquals(body.substring(0, body.length() - 2), kept.substring((int) attachment.bodyStart(), (int) attachment.bodyEnd()));
            queue.close();
        }
    }

    private static String read(OpenStore store, BlobId blob) {
        StringBuilder text = new StringBuilder();
        while (true) {
            ByteBuffer piece = store.read(blob, text.length(), 1 << 20);
            if (!piece.hasRemaining()) {
                return text.toString();
            }
            text.append(StandardCharsets.ISO_8859_1.decode(piece));
        }
    }
}
