package org.sheng.queue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sheng.store.Batch;
import org.sheng.store.CommitResult;

/** The right to work on one entry, until it is settled. One lease an entry at a time. */
public interface Lease {

    QueueEntry entry();

    /** True when this is the last attempt: what fails now for a while fails for good. */
    boolean last();

    /**
     * Set while the destination counts as dead: what it said last. Then nothing is tried: all recipients are late for this reason, or given up when it
     * is the last attempt.
     */
    Optional<String> unreachable();

    /** True when the sender is to be told of the delay if this attempt fails too. */
    boolean delayNoticeDue();

    /**
     * Adds to the batch what becomes of the entry: {@code remaining} recipients wait for the next attempt by the schedule; none: the entry leaves the queue and
     * releases its blob. The commit is refused with CONFLICT when the entry was deleted meanwhile: then nothing of the batch is done.
     *
     * @param reply why they remain, for people; one line
     * @param delayNoticed the batch brings the notice of the delay
     * @return time until the next attempt; empty when the entry leaves the queue
     */
    Optional<Duration> settle(Batch batch, List<Recipient> remaining, String reply, boolean delayNoticed);

    /**
     * Commits the batch, with entries that were added to it. When it is refused, another one may be settled and committed; the lease ends with the
     * stage of {@link QueueWorker#work}.
     */
    CompletionStage<CommitResult> commit(Batch batch);
}
