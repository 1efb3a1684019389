package org.sheng.pipeline;

import java.util.List;
import java.util.Optional;
import org.sheng.event.MailEvent;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.store.Batch;

/**
 * Makes notices to senders (RFC 3464) and puts them into the queue by the caller's batch. Never a notice about a message with the null path, or against a recipient's
 * NOTIFY: then nothing is added. The caller publishes what is given back, and MessageFailed, when the batch is done. Reads from disk: worker threads only.
 */
public interface Bounces {

    /** Recipients that are given up. */
    Optional<MailEvent.BounceQueued> failed(Batch batch, QueueEntry entry, List<Failure> failures);

    /** Recipients that are late. */
    Optional<MailEvent.BounceQueued> delayed(Batch batch, QueueEntry entry, List<Failure> failures);

    /**
     * @param host who said so; empty: this node
     * @param status enhanced status code (RFC 3463), 4.x.x or 5.x.x
     * @param reply one line, the other host's own where there is one
     */
    record Failure(Recipient recipient, String host, String status, String reply) { }
}
