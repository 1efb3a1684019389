package org.sheng.administration.internal.mailflow;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Inverse;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.queue.QueueAdmin;

/** Keeps an entry back. */
@Component(service = Operation.class)
@Offered(name = "queue-hold", http = "POST /queue/{id}/hold", area = Area.MAIL_FLOW, access = Access.OPERATE,
        text = "Keeps an entry back until it is released.")
public final class QueueHold implements Operation<QueueId, Void> {
    private final QueueAdmin queue;

    @Activate
    public QueueHold(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    @Override
    public Void run(QueueId in, Call call) throws Refusal {
        return Steer.one(in.id(), queue::hold);
    }

    @Override
    public Optional<Inverse> inverse(QueueId in, Optional<Object> before) {
        return Optional.of(new Inverse("queue-release", Map.of("id", in.id().toString())));
    }
}
