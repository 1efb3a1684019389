package org.sheng.operations.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Feed.Item;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks.State;
import org.sheng.operation.Tasks.View;
import org.sheng.operation.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One piece of long work. Any thread. Who follows is told at most every tenth of a second, and of the end. */
final class Task implements Call, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Task.class);
    private static final int MOST_FOLLOWERS = 100;
    private static final long PAUSE_NANOS = 100_000_000;

    private final Caller caller;
    private final TaskPool.Work work;
    private final Clock clock;
    private volatile boolean cancelled;
    private volatile Progress latest = new Progress(0, 0, Text.said(""));
    private final AtomicLong lastTold = new AtomicLong(System.nanoTime() - PAUSE_NANOS);
    // Guarded by this.
    private View view;
    private final List<Follower> followers = new ArrayList<>();

    private record Follower(Predicate<Item> taker, CompletableFuture<Void> end) { }

    Task(String id, String operation, Caller caller, TaskPool.Work work, Clock clock) {
        this.caller = caller;
        this.work = work;
        this.clock = clock;
        this.view = new View(id, operation, caller.name(), State.WAITING, clock.instant(), Optional.empty(), 0, 0, "", Optional.empty());
    }

    String id() {
        return view().id();
    }

    /** With the latest that the work told. */
    synchronized View view() {
        Progress now = latest;
        return view.state() != State.RUNNING ? view : new View(view.id(), view.operation(), view.by(), view.state(), view.begun(), view.ended(),
                now.done(), now.all(), now.text().in(caller.language()), view.result());
    }

    synchronized boolean ended() {
        return view.ended().isPresent();
    }

    synchronized boolean endedBefore(Instant limit) {
        return view.ended().map(limit::isAfter).orElse(false);
    }

    @Override
    public void run() {
        if (!running()) {
            return;
        }
        try {
            Object result = Trees.kept(work.run(this).value());
            end(State.SUCCEEDED, view().text(), Optional.ofNullable(result));
        } catch (Refusal no) {
            end(no.kind() == Kind.CANCELLED ? State.CANCELLED : State.FAILED, no.text(caller.language()), Optional.empty());
        } catch (RuntimeException | LinkageError defect) {
            LOG.error("the task {} failed: this is a defect", id(), defect);
            end(State.FAILED, Text.of(Task.class, "failed", defect.getClass().getSimpleName()).in(caller.language()), Optional.empty());
        }
    }

    private synchronized boolean running() {
        if (view.state() == State.WAITING) {
            view = new View(view.id(), view.operation(), view.by(), State.RUNNING, view.begun(), Optional.empty(), 0, 0, "", Optional.empty());
            tell();
        }
        return view.state() == State.RUNNING;
    }

    private synchronized void end(State state, String text, Optional<Object> result) {
        View now = view();
        if (now.ended().isEmpty()) {
            view = new View(now.id(), now.operation(), now.by(), state, now.begun(), Optional.of(clock.instant()), now.done(), now.all(), text, result);
            tell();
        }
    }

    private synchronized void tell() {
        Item item = item();
        List<Follower> gone = followers.stream().filter(follower -> !follower.taker().test(item) || view.ended().isPresent()).toList();
        followers.removeAll(gone);
        gone.forEach(follower -> follower.end().complete(null));
    }

    private Item item() {
        return new Item("", "task", view());
    }

    synchronized CompletionStage<Void> follow(Predicate<Item> taker) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        if (taker.test(item()) && view.ended().isEmpty() && followers.size() < MOST_FOLLOWERS) {
            Follower follower = new Follower(taker, end);
            followers.add(follower);
            end.whenComplete((done, gone) -> leave(follower));
        } else {
            end.complete(null);
        }
        return end;
    }

    private synchronized void leave(Follower follower) {
        followers.remove(follower);
    }

    /** Ends at once what still waits; false when it has ended already. */
    synchronized boolean cancel() {
        if (ended()) {
            return false;
        }
        cancelled = true;
        if (view.state() == State.WAITING) {
            end(State.CANCELLED, "", Optional.empty());
        }
        return true;
    }

    // --- Call ---

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void progress(Progress progress) {
        latest = progress;
        long now = System.nanoTime();
        long before = lastTold.get();
        if (now - before >= PAUSE_NANOS && lastTold.compareAndSet(before, now)) {
            tell();
        }
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
