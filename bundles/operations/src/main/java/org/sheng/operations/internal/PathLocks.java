package org.sheng.operations.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Text;

/** One lock for each path that somebody changes now or waits to change: as many as there are calls at most. */
final class PathLocks {
    private final ConcurrentMap<String, Counted> locks = new ConcurrentHashMap<>();
    private final Duration longest;

    private static final class Counted extends ReentrantLock {
        private static final long serialVersionUID = 1L;

        /** Who holds it or waits for it; changed within the map's compute alone. */
        private int users;
    }

    PathLocks(Duration longest) {
        this.longest = longest;
    }

    /** @throws Refusal LIMIT when others have not let go of it in time, or the wait was interrupted */
    Hold take(String path) throws Refusal {
        Counted lock = locks.compute(path, (key, there) -> {
            Counted now = there == null ? new Counted() : there;
            now.users++;
            return now;
        });
        try {
            if (lock.tryLock(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                return () -> {
                    lock.unlock();
                    leave(path);
                };
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        leave(path);
        throw new Refusal(Kind.LIMIT, Text.of(PathLocks.class, "locked", path, longest.toSeconds()));
    }

    private void leave(String path) {
        locks.computeIfPresent(path, (key, there) -> --there.users == 0 ? null : there);
    }

    /** How many paths are held or waited for. */
    int size() {
        return locks.size();
    }

    /** Closed by the thread that took it. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
