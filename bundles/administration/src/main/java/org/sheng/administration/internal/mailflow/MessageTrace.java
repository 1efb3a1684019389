package org.sheng.administration.internal.mailflow;

import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.event.Traces;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/** A message's whole way. */
@Component(service = Operation.class)
@Offered(name = "message-trace", http = "GET /traces/{id}", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Shows the whole way of a message with times.")
public final class MessageTrace implements Operation<MessageTrace.In, Page<MessageTrace.Row>> {
    private final Traces traces;

    @Activate
    public MessageTrace(@Reference Traces traces) {
        this.traces = traces;
    }

    /** See {@link #run}. */
    public record In(@Input(value = "The message's trace id: from the log, or from queue-list.", pattern = "[A-Za-z0-9-]{1,64}")
            String id) { }

    /** A step of the way. */
    public record Row(
            @Input("When it happened.") Instant at,
            @Input("What happened, one word.") String what,
            @Input("The line of the log.") String text) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        List<Row> steps = traces.of(in.id()).stream().map(step -> new Row(step.at(), step.what(), step.text())).toList();
        if (steps.isEmpty()) {
            throw new Refusal(Kind.MISSING, "id", Texts.text("no-trace", in.id()));
        }
        return Page.all(steps);
    }
}
