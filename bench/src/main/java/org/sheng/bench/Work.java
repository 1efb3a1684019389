package org.sheng.bench;

import java.io.IOException;
import java.time.Duration;

/** A kind of load. */
interface Work {

    /** A server that says nothing for so long has failed. */
    Duration SILENCE = Duration.ofSeconds(60);

    /** Short name of the result, as in {@code smtp-100}. */
    String key();

    String title();

    /** What is counted, in the plural. */
    String unit();

    /**
     * Prepares connections outside the measured time, does {@code count} operations, and ends the meter when the
     * last of them is done as a user would see it. Enters each message it has put into an inbox into the ledger.
     * Answers the time of each operation.
     */
    Latencies run(MailSystem system, int count, Ledger ledger, Meter meter) throws IOException, InterruptedException;

    /** Called at the two ends of what is measured. */
    interface Meter {
        void begin();

        void end();
    }
}
