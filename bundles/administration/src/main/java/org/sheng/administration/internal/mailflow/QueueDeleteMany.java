package org.sheng.administration.internal.mailflow;

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
import org.sheng.operation.Refusal;
import org.sheng.queue.QueueAdmin;

/** Removes many entries. */
@Component(service = Operation.class)
@Offered(name = "queue-delete-many", http = "POST /queue/delete-many", area = Area.MAIL_FLOW, access = Access.CHANGE, task = true,
        text = "Removes all entries that a filter takes; nobody is told, and the messages are lost; with dryRun only says which.")
public final class QueueDeleteMany implements Operation<QueueDeleteMany.In, SteerMany.Out> {
    private final QueueAdmin queue;

    @Activate
    public QueueDeleteMany(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Entries that go to this domain.", max = 255) Optional<String> destination,
            @Input(value = "Entries with this in sender or recipients, without case.", max = 256) Optional<String> text,
            @Input("True: entries that are held; false: the others.") Optional<Boolean> held,
            @Input("True: all, where nothing else says which.") boolean all,
            @Input(value = "Most entries that are removed.", min = 1, max = 1_000_000, standard = "10000") Optional<Integer> limit,
            @Input("True: nothing is removed, the answer says which would be.") boolean dryRun) { }

    @Override
    public SteerMany.Out run(In in, Call call) throws Refusal {
        return SteerMany.run(queue, SteerMany.filter(in.destination(), in.text(), in.held(), in.all()), in.limit().orElse(10_000),
                in.dryRun(), queue::delete, call);
    }
}
