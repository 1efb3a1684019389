package org.sheng.store.rocksdb.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;

/**
 * A process to be killed: takes messages into a queue and moves them to a mailbox, each step a commit, and says on its
 * output which commits are complete: {@code Q n} queued, {@code D n} delivered.
 */
final class CrashWriter {
    static final UUID ACCOUNT = new UUID(1, 1);
    private static final int AT_ONCE = 64;

    private CrashWriter() { }

    public static void main(String[] args) throws InterruptedException {
        MailStore store = RocksStore.open(Path.of(args[0]), StoreSettings.DEFAULTS);
        Semaphore free = new Semaphore(AT_ONCE);
        for (long n = Long.parseLong(args[1]);; n++) {
            free.acquire();
            message(store, n).whenComplete((done, failure) -> {
                if (failure != null) {
                    failure.printStackTrace();
                }
                free.release();
            });
        }
    }

    private static CompletionStage<CommitResult> message(MailStore store, long n) {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap(content(n)));
        BlobWriter.FinishedBlob blob = writer.finish(name(n));
        return store.commit(new Batch().blob(blob).holdBlob(blob.id()).put("queue", name(n), name(n)))
                .thenCompose(queued -> {
            say("Q " + n);
            return deliver(store, n, blob.id());
        }).thenApply(delivered -> {
            say("D " + n);
            return delivered;
        });
    }

    private static CompletionStage<CommitResult> deliver(MailStore store, long n, BlobId blob) {
        Batch batch = new Batch().require("queue", name(n), true).delete("queue", name(n)).releaseBlob(blob);
        batch.append(ACCOUNT, "INBOX", blob, Flags.NONE, n, n, 0, 0, 0, 1);
        return store.commit(batch);
    }

    /** Every tenth takes more than a chunk. */
    static byte[] content(long n) {
        byte[] content = new byte[n % 10 == 0 ? 300_000 : 3_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31 + n);
        }
        return content;
    }

    static byte[] name(long n) {
        return String.format("%010d", n).getBytes(StandardCharsets.US_ASCII);
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
