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

/** Holds, releases or retries many entries. */
@Component(service = Operation.class)
@Offered(name = "queue-steer-many", http = "POST /queue/steer-many", area = Area.MAIL_FLOW, access = Access.OPERATE, task = true,
        text = "Holds, releases or retries all entries that a filter takes; with dryRun only says which.")
public final class QueueSteerMany implements Operation<QueueSteerMany.In, SteerMany.Out> {
    private final QueueAdmin queue;

    @Activate
    public QueueSteerMany(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    /** What is done. */
    public enum Action { HOLD, RELEASE, RETRY }

    /** See {@link #run}. */
    public record In(
            @Input("What is done to them.") Action action,
            @Input(value = "Entries that go to this domain.", max = 255) Optional<String> destination,
            @Input(value = "Entries with this in sender or recipients, without case.", max = 256) Optional<String> text,
            @Input("True: entries that are held; false: the others.") Optional<Boolean> held,
            @Input("True: all, where nothing else says which.") boolean all,
            @Input(value = "Most entries it is done to.", min = 1, max = 1_000_000, standard = "10000") Optional<Integer> limit,
            @Input("True: nothing is done, the answer says to which it would be.") boolean dryRun) { }

    @Override
    public SteerMany.Out run(In in, Call call) throws Refusal {
        Steer.Deed deed = switch (in.action()) {
            case HOLD -> queue::hold;
            case RELEASE -> queue::release;
            case RETRY -> queue::retry;
        };
        return SteerMany.run(queue, SteerMany.filter(in.destination(), in.text(), in.held(), in.all()), in.limit().orElse(10_000),
                in.dryRun(), deed, call);
    }
}
