package org.sheng.operations.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.sheng.operation.Call;
import org.sheng.operation.Caller;
import org.sheng.operation.Feed.Item;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.operation.Tasks.State;
import org.sheng.operation.Tasks.View;

/** One piece of long work. Any thread. */
final class Task implements Call {
    private final Caller caller;
    private final Clock clock;
    private volatile boolean cancelled;
    // Guarded by this.
    private View view;
    private final List<Follower> followers = new ArrayList<>();

    private record Follower(Predicate<Item> taker, CompletableFuture<Void> end) { }

    Task(String id, String operation, Caller caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
        this.view = new View(id, operation, caller.name(), State.WAITING, clock.instant(), Optional.empty(), 0, 0, "", Optional.empty());
    }

    String id() {
        return view().id();
    }

    synchronized View view() {
        return view;
    }

    synchronized boolean ended() {
        return view.ended().isPresent();
    }

    synchronized boolean endedBefore(Instant limit) {
        return view.ended().map(limit::isAfter).orElse(false);
    }

    void run(TaskPool.Work work) {
        if (cancelled) {
            end(State.CANCELLED, "", Optional.empty());
            return;
        }
        View now = view();
        become(new View(now.id(), now.operation(), now.by(), State.RUNNING, now.begun(), Optional.empty(), 0, 0, "", Optional.empty()));
        try {
            end(State.SUCCEEDED, view().text(), Optional.ofNullable(Trees.of(work.run(this).value())));
        } catch (Refusal no) {
            end(no.kind() == Kind.CANCELLED ? State.CANCELLED : State.FAILED, no.text(caller.language()), Optional.empty());
        }
    }

    private void end(State state, String text, Optional<Object> result) {
        View now = view();
        become(new View(now.id(), now.operation(), now.by(), state, now.begun(), Optional.of(clock.instant()), now.done(), now.all(), text, result));
    }

    private synchronized void become(View next) {
        view = next;
        followers.removeIf(follower -> {
            boolean more = follower.taker().test(item()) && next.ended().isEmpty();
            if (!more) {
                follower.end().complete(null);
            }
            return !more;
        });
    }

    private Item item() {
        return new Item("", "task", view);
    }

    synchronized CompletionStage<Void> follow(Predicate<Item> taker) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        if (taker.test(item()) && view.ended().isEmpty()) {
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

    /** False when it has ended already. */
    boolean cancel() {
        cancelled = true;
        return !ended();
    }

    // --- Call ---

    @Override
    public Caller caller() {
        return caller;
    }

    @Override
    public void progress(Progress progress) {
        View now = view();
        become(new View(now.id(), now.operation(), now.by(), now.state(), now.begun(), now.ended(), progress.done(), progress.all(),
                progress.text().in(caller.language()), now.result()));
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }
}
