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

/** Shows an entry of the queue. */
@Component(service = Operation.class)
@Offered(name = "queue-show", http = "GET /queue/{id}", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Shows an entry of the queue with its recipients.")
public final class QueueShow implements Operation<QueueId, QueueView> {
    private final QueueAdmin queue;

    @Activate
    public QueueShow(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    @Override
    public QueueView run(QueueId in, Call call) throws Refusal {
        return QueueView.of(Steer.entry(queue, in.id()));
    }
}
