package org.sheng.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that waits, with the recipients that wait with it.
 *
 * @param id unique on the node, ordered by time
 * @param message envelope and blob; its recipients are those that are still to be served
 * @param attempts made so far
 * @param next not before then; in the past: now
 * @param expires given up after it
 * @param held waits until an operator releases it
 * @param delayNoticed the sender was told of the delay
 * @param lastReply what the last attempt met; empty before the first
 */
public record QueueEntry(UUID id, Route route, Submission message, int attempts, Instant next, Instant expires, boolean held,
        boolean delayNoticed, String lastReply) { }
