package org.sheng.administration.internal.mailflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;

/** Lists the queue. */
@Component(service = Operation.class)
@Offered(name = "queue-list", http = "GET /queue", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Lists what waits in the queue, the oldest first.")
public final class QueueList implements Operation<QueueList.In, Page<QueueList.Row>> {
    private final QueueAdmin queue;

    @Activate
    public QueueList(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only entries that go to this domain.", max = 255) Optional<String> destination,
            @Input(value = "Only entries with this in sender or recipients, without case.", max = 256) Optional<String> text,
            @Input("True: only entries that are held; false: only the others.") Optional<Boolean> held,
            @Input("Id of the last one seen.") Optional<UUID> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** An entry in the list. */
    public record Row(
            @Input("Id of the entry.") UUID id,
            @Input("Trace id of the message.") String trace,
            @Input("Where it waits: for the pipeline, or for another host.") Route.Kind kind,
            @Input("Domain it goes to; empty for incoming.") String destination,
            @Input("Envelope sender; left out for the null path.") Optional<MailAddress> sender,
            @Input("The first five of the recipients that wait.") List<MailAddress> recipients,
            @Input("How many recipients wait.") int recipientCount,
            @Input("Size of the message, bytes.") long size,
            @Input("When the message arrived.") Instant arrived,
            @Input("Attempts that were made.") int attempts,
            @Input("The next attempt is not before.") Instant next,
            @Input("True: it waits until it is released.") boolean held,
            @Input("What the last attempt met; empty before the first.") String lastReply) { }

    @Override
    public Page<Row> run(In in, Call call) {
        QueueAdmin.Page page = queue.list(new QueueAdmin.Filter(in.destination().orElse(""), in.text().orElse(""), in.held()),
                in.after(), in.limit().orElse(100));
        return new Page<>(page.entries().stream().map(QueueList::row).toList(), page.next().map(UUID::toString));
    }

    private static Row row(QueueEntry entry) {
        return new Row(entry.id(), entry.message().trace(), entry.route().kind(), entry.route().destination(), entry.message().sender(),
                entry.message().recipients().stream().map(Recipient::address).limit(5).toList(), entry.message().recipients().size(),
                entry.message().size(), entry.message().arrived(), entry.attempts(), entry.next(), entry.held(), entry.lastReply());
    }
}
