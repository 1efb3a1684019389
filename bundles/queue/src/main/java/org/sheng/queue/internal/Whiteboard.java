package org.sheng.queue.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sheng.queue.QueueWorker;

/** Where workers come and go. A component of its own: workers need the queue, and the queue must be there before them. */
@Component(service = {}, immediate = true)
public final class Whiteboard {
    /** How long the bundle of a worker waits, when it stops, for attempts that are under way. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final Spool spool;

    @Activate
    public Whiteboard(@Reference Spool spool) {
        this.spool = spool;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void bindWorker(QueueWorker worker) {
        spool.dispatcher().bind(worker);
    }

    public void unbindWorker(QueueWorker worker) {
        spool.dispatcher().unbind(worker, LEAVING);
    }
}
