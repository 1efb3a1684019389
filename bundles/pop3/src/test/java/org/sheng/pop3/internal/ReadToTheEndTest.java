package org.sheng.pop3.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.store.Batch;
import org.sheng.store.Message;

/** A message that is removed while it is sent is sent to its end. It is larger than all buffers between store and client. */
@Timeout(60)
class ReadToTheEndTest {
    private static final String LARGE = "Subject: large\r\n\r\n" + ("x".repeat(98) + "\r\n").repeat(240_000);
    @TempDir
    Path home;
    private Node node;

    @BeforeEach
    void open() throws Exception {
        node = new Node(home);
        node.deliver(Node.ANN, LARGE.getBytes(StandardCharsets.US_ASCII));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RETR 1", "TOP 1 1000000"})
    void itIsWholeThoughItWasRemoved(String command) throws Exception {
        try (Client client = node.client().login("ann")) {
            assertTrue(client.ask(command).startsWith("+OK "));
            assertEquals(1, node.readers.get());
            Message message = node.inbox(Node.ANN).get(0);
            Batch batch = new Batch();
            batch.expunge(message.mailbox(), List.of(message.uid()), false);
            node.store.commit(batch).toCompletableFuture().join();
            assertTrue(node.store.blobSize(message.blob()).isEmpty(), "the store has it no more");
            assertEquals(LARGE + ".\r\n", new String(client.read(LARGE.length() + 3), StandardCharsets.US_ASCII));
            assertEquals("+OK still here", client.ask("NOOP"));
            assertEquals(0, node.readers.get());
            assertEquals("-ERR message 1 was removed by another session meanwhile", client.ask(command));
        }
    }

    @Test
    void whoGoesInTheMiddleLetsTheMessageGo() throws Exception {
        try (Client client = node.client().login("ann")) {
            assertTrue(client.ask("RETR 1").startsWith("+OK "));
            assertEquals(1, node.readers.get());
        }
        Waiting.until(() -> node.readers.get() == 0);
    }
}
