package org.sheng.imap.internal.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.store.StoreException;

/** Does work in turns of a few milliseconds, no faster than the client reads. */
final class Turns {
    private static final long TURN_NANOS = 5_000_000;

    private final Connection connection;
    private final Out out;
    private final Function<Throwable, Next> failed;

    /** @param failed answers what the store or the directory refused */
    Turns(Connection connection, Out out, Function<Throwable, Next> failed) {
        this.connection = connection;
        this.out = out;
        this.failed = failed;
    }

    /** Until the stage given back is complete the engine reads no further command. */
    Next run(Work work, Supplier<Next> then) {
        CompletableFuture<Next> done = start(work, then);
        return done.isDone() && !done.isCompletedExceptionally() ? done.join() : Next.after(done);
    }

    CompletableFuture<Next> start(Work work, Supplier<Next> then) {
        CompletableFuture<Next> done = new CompletableFuture<>();
        turn(work, then, done);
        return done;
    }

    private void turn(Work work, Supplier<Next> then, CompletableFuture<Next> done) {
        long began = System.nanoTime();
        try {
            while (true) {
                Work.Step step = work.step();
                if (step == Work.Step.DONE) {
                    out.send();
                    done.complete(then.get());
                    out.send();
                    return;
                }
                if (step instanceof Work.Step.After after) {
                    out.send();
                    again(after.stage(), work, then, done);
                    return;
                }
                if (out.isFull()) {
                    out.send();
                }
                if (!connection.writable()) {
                    out.send();
                    again(connection.drained(), work, then, done);
                    return;
                }
                if (System.nanoTime() - began > TURN_NANOS) {
                    out.send();
                    connection.execute(() -> turn(work, then, done));
                    return;
                }
            }
        } catch (StoreException | DirectoryUnavailable e) {
            done.complete(failed.apply(e));
            out.send();
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private void again(CompletionStage<?> when, Work work, Supplier<Next> then, CompletableFuture<Next> done) {
        when.whenComplete((value, failure) -> connection.execute(() -> turn(work, then, done)));
    }

    /** Waits for the stage, then follows in the session's turn. */
    <T> Next await(CompletionStage<T> stage, BiFunction<T, Throwable, Next> then) {
        CompletableFuture<Next> done = new CompletableFuture<>();
        stage.whenComplete((value, failure) -> connection.execute(() -> {
            try {
                Next next = then.apply(value, failure);
                out.send();
                done.complete(next);
            } catch (StoreException | DirectoryUnavailable e) {
                Next next = failed.apply(e);
                out.send();
                done.complete(next);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }));
        return Next.after(done);
    }
}
