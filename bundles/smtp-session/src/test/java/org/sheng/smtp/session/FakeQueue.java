package org.sheng.smtp.session;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sheng.queue.MailQueue;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;

/** Keeps what was queued, once its commit is done. */
public final class FakeQueue implements MailQueue {
    public final List<Submission> queued = new CopyOnWriteArrayList<>();
    private final FakeStore store;

    public FakeQueue(FakeStore store) {
        this.store = store;
    }

    @Override
    public QueueEntry add(Batch batch, Route route, Submission message) {
        batch.holdBlob(message.blob()).put("test-queue", message.trace().getBytes(java.nio.charset.StandardCharsets.US_ASCII), new byte[0]);
        queued.add(message);
        return new QueueEntry(UUID.randomUUID(), route, message, 0, Instant.now(), Instant.MAX, false, false, "");
    }

    @Override
    public CompletionStage<CommitResult> commit(Batch batch) {
        return store.commit(batch);
    }

    @Override
    public long size() {
        return queued.size();
    }
}
