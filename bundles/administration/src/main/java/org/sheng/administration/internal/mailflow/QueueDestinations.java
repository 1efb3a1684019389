package org.sheng.administration.internal.mailflow;

import java.time.Instant;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.queue.QueueAdmin;

/** Lists destinations. */
@Component(service = Operation.class)
@Offered(name = "queue-destinations", http = "GET /queue/destinations", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Lists destinations with what waits for them, the fullest first.")
public final class QueueDestinations implements Operation<QueueDestinations.In, Page<QueueDestinations.Row>> {
    private final QueueAdmin queue;

    @Activate
    public QueueDestinations(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    /** See {@link #run}. */
    public record In(@Input(value = "Most that are answered.", min = 1, max = 10_000, standard = "100") Optional<Integer> limit) { }

    /** A destination in the list. */
    public record Row(
            @Input("Its domain; empty: incoming mail.") String destination,
            @Input("Entries that wait for it.") long waiting,
            @Input("Entries that are worked on.") int active,
            @Input("Most that are worked on at once, now.") int concurrency,
            @Input("It counts as dead until; left out: it does not.") Optional<Instant> deadUntil,
            @Input("What it said last.") String lastReply) { }

    @Override
    public Page<Row> run(In in, Call call) {
        return Page.all(queue.destinations(in.limit().orElse(100)).stream().map(to -> new Row(to.name(), to.waiting(), to.active(),
                to.concurrency(), to.deadUntil(), to.lastReply())).toList());
    }
}
