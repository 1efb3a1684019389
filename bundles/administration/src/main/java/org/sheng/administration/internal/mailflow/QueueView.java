package org.sheng.administration.internal.mailflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Input;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;

/** An entry of the queue as it is shown. */
record QueueView(
        @Input("Id of the entry.") UUID id,
        @Input("Trace id of the message.") String trace,
        @Input("Where it waits: for the pipeline, or for another host.") Route.Kind kind,
        @Input("Domain it goes to; empty for incoming.") String destination,
        @Input("Envelope sender; left out for the null path.") Optional<MailAddress> sender,
        @Input("The first 1,000 of the recipients that wait.") List<MailAddress> recipients,
        @Input("How many recipients wait.") int recipientCount,
        @Input("Size of the message, bytes.") long size,
        @Input("-9 to 9 (RFC 6710); 0 is usual.") int priority,
        @Input("When the message arrived.") Instant arrived,
        @Input("Attempts that were made.") int attempts,
        @Input("The next attempt is not before.") Instant next,
        @Input("It is given up after.") Instant expires,
        @Input("True: it waits until it is released.") boolean held,
        @Input("True: the sender was told of the delay.") boolean delayNoticed,
        @Input("What the last attempt met; empty before the first.") String lastReply) {
    private static final int SHOWN = 1_000;

    static QueueView of(QueueEntry entry) {
        Submission message = entry.message();
        return new QueueView(entry.id(), message.trace(), entry.route().kind(), entry.route().destination(), message.sender(),
                message.recipients().stream().map(Recipient::address).limit(SHOWN).toList(), message.recipients().size(),
                message.size(), message.priority(), message.arrived(), entry.attempts(), entry.next(), entry.expires(), entry.held(),
                entry.delayNoticed(), entry.lastReply());
    }
}
