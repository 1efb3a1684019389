package org.sheng.administration.internal.mailflow;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Refusal;
import org.sheng.queue.QueueAdmin;

/** Tries an entry at once. */
@Component(service = Operation.class)
@Offered(name = "queue-retry", http = "POST /queue/{id}/retry", area = Area.MAIL_FLOW, access = Access.OPERATE,
        text = "Tries an entry at once, a held one too.")
public final class QueueRetry implements Operation<QueueId, Void> {
    private final QueueAdmin queue;

    @Activate
    public QueueRetry(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    @Override
    public Void run(QueueId in, Call call) throws Refusal {
        return Steer.one(in.id(), queue::retry);
    }
}
