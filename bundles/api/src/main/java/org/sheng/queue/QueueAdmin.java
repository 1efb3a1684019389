package org.sheng.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The queue as an operator sees and steers it. Reads may touch the disk: worker threads only. */
public interface QueueAdmin {

    /**
     * Entries in order of id.
     *
     * @param after id of the last one seen, empty: from the start
     * @param limit 1 to 1,000 entries given back; at most 100,000 are looked at in one call
     */
    Page list(Filter filter, Optional<UUID> after, int limit);

    Optional<QueueEntry> entry(UUID id);

    /** Tries it at once; releases it where it is held. False when it is not there (any more). */
    CompletionStage<Boolean> retry(UUID id);

    CompletionStage<Boolean> hold(UUID id);

    CompletionStage<Boolean> release(UUID id);

    /** Removes it without a notice to anybody. */
    CompletionStage<Boolean> delete(UUID id);

    /** Destinations with what waits for them, the fullest first. */
    List<Destination> destinations(int limit);

    /** Empty strings: any. {@code text} is looked for in sender and recipients, without case. */
    record Filter(String destination, String text, Optional<Boolean> held) {
        public static final Filter ALL = new Filter("", "", Optional.empty());
    }

    /** @param next where to go on; empty at the end */
    record Page(List<QueueEntry> entries, Optional<UUID> next) { }

    /** @param deadUntil set while the destination counts as dead */
    record Destination(String name, long waiting, int active, int concurrency, Optional<Instant> deadUntil, String lastReply) { }
}
