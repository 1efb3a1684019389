package org.sheng.queue;

import java.util.concurrent.CompletionStage;

/**
 * Who takes entries of a kind out of the queue: registered as an OSGi service; while there is none, entries wait. The queue
 * calls it for as many entries at once as the kind and their destinations allow.
 */
public interface QueueWorker {

    Route.Kind kind();

    /** Most entries at once that it takes, of all destinations. 1 to 10,000. */
    int capacity();

    /**
     * Works on one entry and settles it. Any thread; returns without waiting. A stage that fails leaves the entry as it was, to be tried again by schedule.
     */
    CompletionStage<Outcome> work(Lease lease);

    /** What an attempt says of the destination, for its concurrency. */
    enum Outcome {
        /** The destination took or refused mail: it is alive. */
        ALIVE,
        /** The destination asked to slow down (a 4xx to the connection or to MAIL). */
        SLOW,
        /** No host of the destination could be talked to. */
        DEAD
    }
}
