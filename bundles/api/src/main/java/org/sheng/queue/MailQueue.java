package org.sheng.queue;

import java.util.concurrent.CompletionStage;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;

/** Puts messages into the queue. Any thread; never blocks. */
public interface MailQueue {

    /**
     * Adds an entry to a batch; the batch must bring the blob, or the store have it. The entry holds the blob until it leaves the queue.
     * Nothing happens before {@link #commit}.
     */
    QueueEntry add(Batch batch, Route route, Submission message);

    /** Commits a batch that entries were added to, and wakes who waits for them. As {@link org.sheng.store.MailStore#commit}. */
    CompletionStage<CommitResult> commit(Batch batch);

    /** Entries now in the queue, kept, not counted. */
    long size();
}
