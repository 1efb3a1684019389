package org.sheng.store.rocksdb.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;

/**
 * What waits for the writer, in order. Bounded by number and bytes: at the bound new work is refused with BUSY. Any
 * thread; never blocks but the writer.
 */
final class Intake {
    static final int MAX_BATCHES = 20_000;
    static final long MAX_BYTES = 256L << 20;
    /** As much as is merged into one write. */
    private static final int MAX_MERGED_BATCHES = 4_000;
    private static final long MAX_MERGED_BYTES = 16L << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Condition end = lock.newCondition();
    private final Deque<Work> waiting = new ArrayDeque<>();
    private final FreeSpace space;
    private long bytes;
    private String trouble = "";
    private boolean closed;

    Intake(FreeSpace space) {
        this.space = space;
    }

    /** @throws StoreException BUSY, UNAVAILABLE */
    void commit(Work.Commit commit) {
        space.check(commit.batch());
        admit(commit);
    }

    /** A chunk that is not taken fails its blob. */
    void chunk(Work.Chunk chunk) {
        try {
            space.check();
            admit(chunk);
        } catch (StoreException refused) {
            chunk.blob().failed(refused);
        }
    }

    /**
     * The store's own work, taken at any time but when it is closed or in trouble: all of it is found again from the
     * rows.
     */
    void internal(Work work) {
        lock.lock();
        try {
            if (!closed && trouble.isEmpty()) {
                add(work);
            }
        } finally {
            lock.unlock();
        }
    }

    private void admit(Work work) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreException(Reason.UNAVAILABLE, -1, "the store is closed");
            }
            if (!trouble.isEmpty()) {
                throw new StoreException(Reason.UNAVAILABLE, -1, trouble);
            }
            if (waiting.size() >= MAX_BATCHES || bytes + work.weight() > MAX_BYTES && bytes > 0) {
                throw new StoreException(Reason.BUSY, -1, waiting.size() + " batches of " + bytes
                        + " bytes wait for the disk; try again later");
            }
            add(work);
        } finally {
            lock.unlock();
        }
    }

    private void add(Work work) {
        waiting.add(work);
        bytes += work.weight();
        more.signal();
    }

    /**
     * What is merged into the next write. Waits for some unless {@code now}; empty when there is none, or the store is
     * closed and all is done.
     */
    List<Work> take(boolean now) throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !now && !closed) {
                more.await();
            }
            List<Work> taken = new ArrayList<>();
            long weight = 0;
            while (!waiting.isEmpty() && taken.size() < MAX_MERGED_BATCHES
                    && (taken.isEmpty() || weight + waiting.peek().weight() <= MAX_MERGED_BYTES)) {
                Work next = waiting.poll();
                weight += next.weight();
                taken.add(next);
            }
            bytes -= weight;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses all with this text until it is empty again; gives what waits. */
    List<Work> trouble(String text) {
        lock.lock();
        try {
            trouble = text;
            if (text.isEmpty()) {
                return List.of();
            }
            List<Work> refused = List.copyOf(waiting);
            waiting.clear();
            bytes = 0;
            return refused;
        } finally {
            lock.unlock();
        }
    }

    String trouble() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more; what waits is still done. */
    void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
            end.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until the store is closed. */
    void pause(long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (!closed && left > 0) {
                left = end.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
