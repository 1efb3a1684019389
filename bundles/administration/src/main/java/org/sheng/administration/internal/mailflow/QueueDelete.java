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

/** Removes an entry. */
@Component(service = Operation.class)
@Offered(name = "queue-delete", http = "DELETE /queue/{id}", area = Area.MAIL_FLOW, access = Access.CHANGE,
        text = "Removes an entry; nobody is told, and the message is lost.")
public final class QueueDelete implements Operation<QueueId, Void> {
    private final QueueAdmin queue;

    @Activate
    public QueueDelete(@Reference QueueAdmin queue) {
        this.queue = queue;
    }

    @Override
    public Void run(QueueId in, Call call) throws Refusal {
        return Steer.one(in.id(), queue::delete);
    }
}
