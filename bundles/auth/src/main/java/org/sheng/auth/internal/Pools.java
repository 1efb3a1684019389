package org.sheng.auth.internal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where logins are worked on. Hashing has a thread for each processor and 256 places to wait; look-ups have threads of their own,
 * so that a login that is remembered never waits behind one that must be computed. Who finds no place gets RejectedExecutionException.
 */
final class Pools implements AutoCloseable {
    private static final int WAITING_HASHES = 256;
    private static final int LOOK_UP_THREADS = 4;
    private static final int WAITING_LOOK_UPS = 4_096;

    private final ThreadPoolExecutor hashing = pool("sheng-auth-hash", Runtime.getRuntime().availableProcessors(), WAITING_HASHES);
    private final ThreadPoolExecutor lookUps = pool("sheng-auth-look-up", LOOK_UP_THREADS, WAITING_LOOK_UPS);

    private static ThreadPoolExecutor pool(String name, int threads, int waiting) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting), task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    Executor hashing() {
        return hashing;
    }

    ExecutorService lookUps() {
        return lookUps;
    }

    @Override
    public void close() {
        hashing.shutdown();
        lookUps.shutdown();
    }
}
