package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.sheng.store.Batch.Appended;
import org.sheng.store.StoreException.Reason;

/** What the parts of {@link StoreContract} share. */
public abstract class StoreFixture {
    protected static final long NOW = 1_700_000_000_000L;
    protected static final long VALIDITY = 1_700_000_000L;
    private static final int LIMIT_SECONDS = 60;

    protected final UUID account = UUID.randomUUID();
    protected MailStore store;

    /** An empty store. */
    protected abstract MailStore openStore() throws Exception;

    protected abstract void closeStore() throws Exception;

    @BeforeEach
    public void setUpStore() throws Exception {
        store = openStore();
    }

    @AfterEach
    public void tearDownStore() throws Exception {
        closeStore();
    }

    protected CommitResult commit(Batch batch) {
        try {
            return store.commit(batch).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException refused) {
                throw refused;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("the commit did not end", e);
        }
    }

    protected StoreException assertRefused(Reason reason, Batch batch) {
        StoreException refused = assertThrows(StoreException.class, () -> commit(batch));
        assertEquals(reason, refused.reason(), refused.getMessage());
        return refused;
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes that differ from place to place. */
    protected static byte[] pattern(int length) {
        byte[] pattern = new byte[length];
        for (int i = 0; i < length; i++) {
            pattern[i] = (byte) (i ^ i >> 8 ^ i >> 16);
        }
        return pattern;
    }

    protected BlobWriter.FinishedBlob blob(byte[] content) {
        BlobWriter writer = store.newBlob();
        for (int at = 0; at < content.length; at += 50_000) {
            if (!writer.writable()) {
                writer.drained().toCompletableFuture().join();
            }
            writer.write(ByteBuffer.wrap(content, at, Math.min(50_000, content.length - at)));
        }
        return writer.finish(bytes("summary of " + content.length));
    }

    protected byte[] content(BlobId blob) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        ByteBuffer part = store.read(blob, 0, 1 << 20);
        while (part.hasRemaining()) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            content.writeBytes(bytes);
            part = store.read(blob, content.size(), 1 << 20);
        }
        return content.toByteArray();
    }

    protected Mailbox create(String name) {
        Batch batch = new Batch();
        Slot<Mailbox> slot = batch.createMailbox(account, name, "", VALIDITY);
        return commit(batch).of(slot);
    }

    protected Slot<Appended> append(Batch batch, String mailbox, BlobId blob, Flags flags) {
        return batch.append(account, mailbox, blob, flags, NOW, NOW + 1, 0, 0, 0, VALIDITY);
    }

    /** Appends a message of so many bytes to the account's mailbox. */
    protected Appended append(String mailbox, int size, Flags flags) {
        BlobWriter.FinishedBlob blob = blob(pattern(size));
        Batch batch = new Batch().blob(blob);
        Slot<Appended> slot = append(batch, mailbox, blob.id(), flags);
        return commit(batch).of(slot);
    }

    /** Appends so many messages of 10 bytes each. */
    protected void fill(String mailbox, int messages) {
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        Batch batch = new Batch().blob(blob);
        for (int i = 0; i < messages; i++) {
            append(batch, mailbox, blob.id(), Flags.NONE);
        }
        commit(batch);
    }

    protected Mailbox mailbox(String name) {
        return store.mailbox(account, name).orElseThrow();
    }

    protected List<String> names() {
        return store.mailboxes(account).stream().map(Mailbox::name).toList();
    }

    protected List<Long> uids(long mailbox) {
        return all(store.uids(mailbox));
    }

    protected static List<Long> all(Uids uids) {
        List<Long> all = new ArrayList<>();
        for (int position = 1; position <= uids.size(); position++) {
            all.add(uids.uidAt(position));
        }
        return all;
    }

    protected Message message(long mailbox, long uid) {
        return store.message(mailbox, uid).orElseThrow();
    }

    protected static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    /** Waits until the condition holds, at most a minute. */
    protected static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("not within " + LIMIT_SECONDS + " s: " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }
}
