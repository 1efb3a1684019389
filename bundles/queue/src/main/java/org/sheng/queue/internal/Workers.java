package org.sheng.queue.internal;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Route;

/** The workers that are there. Of two of a kind the one that came last gets the work: a new version comes before the old one goes. Any thread. */
final class Workers {
    private final List<Bound> bound = new CopyOnWriteArrayList<>();

    void add(QueueWorker worker) {
        bound.add(new Bound(worker));
    }

    /** Waits for what it has in hand, at most for the limit; what it still has then is taken back. Complete set: what was taken back. */
    Set<WorkLease> remove(QueueWorker worker, Duration limit) throws InterruptedException {
        Optional<Bound> leaving = bound.stream().filter(b -> b.worker == worker).findFirst();
        if (leaving.isEmpty()) {
            return Set.of();
        }
        bound.remove(leaving.get());
        return leaving.get().close(limit);
    }

    Optional<Bound> current(Route.Kind kind) {
        Bound latest = null;
        for (Bound each : bound) {
            latest = each.worker.kind() == kind ? each : latest;
        }
        return Optional.ofNullable(latest);
    }

    int inFlight() {
        return bound.stream().mapToInt(each -> each.leases.size()).sum();
    }

    /** A worker with the leases that it has. */
    static final class Bound {
        final QueueWorker worker;
        private final Set<WorkLease> leases = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        private Bound(QueueWorker worker) {
            this.worker = worker;
        }

        /** False when it left or has all it can take. */
        boolean mayTake() {
            return !closed && leases.size() < worker.capacity();
        }

        /** False when it is leaving. */
        synchronized boolean take(WorkLease lease) {
            return !closed && leases.add(lease);
        }

        /** False when it was taken back before. */
        synchronized boolean done(WorkLease lease) {
            boolean had = leases.remove(lease);
            notifyAll();
            return had;
        }

        private synchronized Set<WorkLease> close(Duration limit) throws InterruptedException {
            closed = true;
            long end = System.nanoTime() + limit.toNanos();
            while (!leases.isEmpty() && System.nanoTime() < end) {
                wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
            }
            Set<WorkLease> left = Set.copyOf(leases);
            left.forEach(WorkLease::revoke);
            leases.clear();
            return left;
        }
    }
}
