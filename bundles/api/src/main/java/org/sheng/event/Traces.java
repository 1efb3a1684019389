package org.sheng.event;

import java.time.Instant;
import java.util.List;

/** A message's whole way, by its trace id, kept for a bounded time. */
public interface Traces {

    /** What happened to the message, oldest first; empty when nothing is known (any more). At most 1,000 steps. Reads from disk. */
    List<Step> of(String traceId);

    /** {@code text} is the line of the log. */
    record Step(Instant at, String what, String text) { }
}
