package org.sheng.operations.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Feed;
import org.sheng.operation.Operations.Answer;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks;
import org.sheng.operation.Text;

/** Long work on {@value #THREADS} threads; at most {@value #MOST_WAITING} wait, and one more is refused. */
@Component(service = {Tasks.class, TaskPool.class})
public final class TaskPool implements Tasks, AutoCloseable {
    private static final int THREADS = 4;
    private static final int MOST_WAITING = 100;
    private static final int MOST_ENDED = 1_000;
    private static final Duration KEPT = Duration.ofDays(1);

    private final Clock clock;
    private final ThreadPoolExecutor threads;
    // Guarded by itself; oldest first.
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /** What a task does. */
    @FunctionalInterface
    interface Work {
        Answer run(Call call) throws Refusal;
    }

    @Activate
    public TaskPool() {
        this(Clock.systemUTC());
    }

    TaskPool(Clock clock) {
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
            Thread thread = new Thread(work, "sheng-task-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    View begin(String operation, Caller caller, Work work) throws Refusal {
        Task task = new Task(UUID.randomUUID().toString(), operation, caller, work, clock);
        synchronized (tasks) {
            forget(1);
            tasks.put(task.id(), task);
        }
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            synchronized (tasks) {
                tasks.remove(task.id());
            }
            throw new Refusal(Kind.LIMIT, Text.of(TaskPool.class, "tasks-full", MOST_WAITING));
        }
        return task.view();
    }

    /** With the lock of the tasks. */
    private void forget(int room) {
        Instant limit = clock.instant().minus(KEPT);
        tasks.values().removeIf(task -> task.endedBefore(limit));
        long over = tasks.values().stream().filter(Task::ended).count() + room - MOST_ENDED;
        if (over > 0) {
            tasks.values().stream().filter(Task::ended).limit(over).map(Task::id).toList().forEach(tasks::remove);
        }
    }

    @Override
    public List<View> list() {
        synchronized (tasks) {
            forget(0);
            List<View> views = new ArrayList<>(tasks.values().stream().map(Task::view).toList());
            Collections.reverse(views);
            return views;
        }
    }

    @Override
    public Optional<View> task(String id) {
        return find(id).map(Task::view);
    }

    @Override
    public boolean cancel(String id) {
        Optional<Task> task = find(id);
        boolean asked = task.map(Task::cancel).orElse(false);
        task.ifPresent(threads.getQueue()::remove); // so that another can wait in its place
        return asked;
    }

    @Override
    public Optional<Feed> follow(String id) {
        return find(id).map(task -> task::follow);
    }

    private Optional<Task> find(String id) {
        synchronized (tasks) {
            forget(0);
            return Optional.ofNullable(tasks.get(id));
        }
    }

    /** Asks all to end, waits five seconds for it. */
    @Override
    @Deactivate
    public void close() throws InterruptedException {
        synchronized (tasks) {
            tasks.values().forEach(Task::cancel);
        }
        threads.getQueue().clear();
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            threads.shutdownNow();
        }
    }
}
