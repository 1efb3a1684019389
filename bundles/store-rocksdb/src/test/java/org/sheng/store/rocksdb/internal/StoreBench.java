package org.sheng.store.rocksdb.internal;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;

/**
 * Measures the store alone: rate, CPU seconds per 1,000 and bytes on disk of direct delivery (one commit a message) and of
 * the way through a queue (two commits); then reading all back, and SELECT of a mailbox of 1,000,000.
 * Run by {@code -Dtest=StoreBench -Dsheng.bench=FOLDER,MESSAGES,BYTES,CALLERS,ACCOUNTS}, the last four may be left out.
 */
final class StoreBench {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** As compressible as mail, about, and made before the clock runs. */
    private static final byte[][] CONTENTS = new byte[64][1 << 20];

    @Test
    @EnabledIfSystemProperty(named = "sheng.bench", matches = ".+")
    void measure() throws Exception {
        main(System.getProperty("sheng.bench").split(","));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(args[0]), "bench");
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 20_000;
        int size = args.length > 2 ? Integer.parseInt(args[2]) : 10_000;
        int atOnce = args.length > 3 ? Integer.parseInt(args[3]) : 100;
        int accounts = args.length > 4 ? Integer.parseInt(args[4]) : 1000;
        Random random = new Random(1);
        for (byte[] content : CONTENTS) {
            for (int i = 0; i < size; i++) {
                content[i] = i % 3 == 0 ? (byte) ('a' + random.nextInt(26)) : (byte) ' ';
            }
        }
        System.out.printf("%,d messages of %,d bytes, %d at once, %d accounts%n", messages, size, atOnce, accounts);
        try (OpenStore store = RocksStore.open(folder, StoreSettings.DEFAULTS)) {
            measure(store, "warm-up", messages / 4, atOnce, n -> direct(store, n, size, accounts));
            measure(store, "one commit a message", messages, atOnce, n -> direct(store, n, size, accounts));
            measure(store, "queued, then delivered", messages, atOnce, n -> queued(store, n, size, accounts));
            if (messages <= 100_000) {
                measure(store, "one commit, 1 at once", messages / 20, 1, n -> direct(store, n, size, accounts));
            }
            readAll(store, accounts);
            largeMailbox(store, 1_000_000);
        }
    }

    private interface Delivery {
        CompletionStage<?> start(int n);
    }

    private static void measure(MailStore store, String what, int count, int atOnce, Delivery delivery)
            throws InterruptedException {
        Semaphore free = new Semaphore(atOnce);
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        for (int n = 0; n < count; n++) {
            free.acquire();
            delivery.start(n).whenComplete((done, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
                free.release();
            });
        }
        free.acquire(atOnce);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
        if (failed.get() != null) {
            throw new CompletionException(failed.get());
        }
        System.out.printf("%-24s %,10.0f /s   %.3f CPU s per 1,000   %,d MB on disk%n", what, count / seconds,
                cpuSeconds * 1000 / count, store.health().bytesOnDisk() >> 20);
    }

    private static CompletionStage<?> direct(MailStore store, int n, int size, int accounts) {
        BlobWriter.FinishedBlob blob = blob(store, n, size);
        Batch batch = new Batch().blob(blob);
        append(batch, n, accounts, blob.id());
        return store.commit(batch);
    }

    private static CompletionStage<?> queued(MailStore store, int n, int size, int accounts) {
        BlobWriter.FinishedBlob blob = blob(store, n, size);
        byte[] key = blob.id().toString().getBytes();
        return store.commit(new Batch().blob(blob).holdBlob(blob.id()).put("queue", key, new byte[300]))
                .thenCompose(queued -> {
            Batch batch = new Batch().require("queue", key, true).delete("queue", key).releaseBlob(blob.id());
            append(batch, n, accounts, blob.id());
            return store.commit(batch);
        });
    }

    private static BlobWriter.FinishedBlob blob(MailStore store, int n, int size) {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap(CONTENTS[n % CONTENTS.length], 0, size));
        return writer.finish(new byte[600]);
    }

    private static void append(Batch batch, int n, int accounts, BlobId blob) {
        batch.append(new UUID(7, n % accounts), "INBOX", blob, Flags.NONE, n, n, 0, 1L << 40, 0, 1);
    }

    private static void readAll(MailStore store, int accounts) {
        long start = System.nanoTime();
        long bytes = 0;
        int messages = 0;
        for (int i = 0; i < accounts; i++) {
            Mailbox box = store.mailbox(new UUID(7, i), "INBOX").orElseThrow();
            for (var message : store.messages(box.id(), 1, Long.MAX_VALUE, 10_000)) {
                bytes += store.read(message.blob(), 0, 1 << 20).remaining();
                bytes += store.summary(message.blob()).orElseThrow().length;
                messages++;
            }
        }
        System.out.printf("%-24s %,10.0f /s   %,d MB%n", "read, with summary",
                messages * 1e9 / (System.nanoTime() - start), bytes >> 20);
    }

    private static void largeMailbox(MailStore store, int messages) throws Exception {
        UUID account = new UUID(8, 8);
        BlobWriter.FinishedBlob blob = blob(store, 1, 10);
        store.commit(new Batch().blob(blob).holdBlob(blob.id())).toCompletableFuture().get();
        long start = System.nanoTime();
        for (int done = 0; done < messages; done += 5000) {
            Batch batch = new Batch().lazy();
            for (int i = 0; i < 5000; i++) {
                batch.append(account, "INBOX", blob.id(), Flags.NONE, i, i, 0, 0, 0, 1);
            }
            store.commit(batch).toCompletableFuture().get();
        }
        System.out.printf("%-24s %,10.0f /s%n", "rows of a mailbox", messages * 1e9 / (System.nanoTime() - start));
        long id = store.mailbox(account, "INBOX").orElseThrow().id();
        long cold = System.nanoTime();
        int size = store.uids(id).size();
        long warm = System.nanoTime();
        store.uids(id);
        long end = System.nanoTime();
        System.out.printf("UIDs of %,d messages: first %.1f ms, then %.3f ms%n", size, (warm - cold) / 1e6,
                (end - warm) / 1e6);
    }
}
