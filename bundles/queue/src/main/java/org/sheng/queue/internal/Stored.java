package org.sheng.queue.internal;

import java.time.Instant;
import java.util.List;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Submission;

/**
 * An entry as its row has it.
 *
 * @param tag place among the entries of its destination and priority; see {@link FairTags}
 */
record Stored(QueueEntry entry, long tag) {

    byte[] readyKey() {
        return Keys.ready(entry.route(), entry.message().priority(), tag, entry.id());
    }

    byte[] dueKey() {
        return Keys.due(entry.next().toEpochMilli(), entry.id());
    }

    Stored held(boolean held) {
        return new Stored(new QueueEntry(entry.id(), entry.route(), entry.message(), entry.attempts(), entry.next(), entry.expires(),
                held, entry.delayNoticed(), entry.lastReply()), tag);
    }

    /** Ahead of all others of its destination and priority, now. */
    Stored first(Instant now) {
        return new Stored(new QueueEntry(entry.id(), entry.route(), entry.message(), entry.attempts(), now, entry.expires(), false,
                entry.delayNoticed(), entry.lastReply()), 0);
    }

    Stored attempted(List<Recipient> remaining, Instant next, Instant expires, String reply, boolean delayNoticed) {
        Submission message = entry.message();
        Submission rest = new Submission(message.trace(), message.sender(), List.copyOf(remaining), message.blob(), message.size(),
                message.skip(), message.arrived(), message.priority(), message.options());
        return new Stored(new QueueEntry(entry.id(), entry.route(), rest, entry.attempts() + 1, next, expires, false,
                entry.delayNoticed() || delayNoticed, reply), tag);
    }
}
