package org.sheng.administration.internal.mailflow;

import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;

/** Steering one entry. */
final class Steer {
    private static final int WAIT_SECONDS = 30;

    private Steer() { }

    /** What can be done to an entry. */
    @FunctionalInterface
    interface Deed {
        CompletionStage<Boolean> to(UUID id);
    }

    static QueueEntry entry(QueueAdmin queue, UUID id) throws Refusal {
        return queue.entry(id).orElseThrow(() -> missing(id));
    }

    /** Does it to the one entry that is asked for. */
    static Void one(UUID id, Deed deed) throws Refusal {
        if (!done(deed.to(id))) {
            throw missing(id);
        }
        return null;
    }

    /** @return false when it was not there (any more) */
    static boolean done(CompletionStage<Boolean> stage) throws Refusal {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Refusal(Kind.FAILED, Texts.text("queue-slow", WAIT_SECONDS));
        } catch (ExecutionException e) {
            throw new Refusal(Kind.UNAVAILABLE, Texts.text("queue-failed", String.valueOf(e.getCause().getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.cancelled();
        }
    }

    private static Refusal missing(UUID id) {
        return new Refusal(Kind.MISSING, "id", Texts.text("no-entry", id.toString()));
    }
}
