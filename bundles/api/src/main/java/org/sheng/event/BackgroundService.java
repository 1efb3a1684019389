package org.sheng.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;

/**
 * A {@link MailService} that does not listen, with its {@link ServiceState}. For who implements one: it says how its
 * work begins and ends. A service whose start, stop and quiesce mean something else overrides them.
 */
public abstract class BackgroundService implements MailService {
    private final String name;
    private final String description;
    private final Kind kind;
    private final ServiceState state;

    /** {@code DOWN} at first. */
    protected BackgroundService(String name, String description, Kind kind, Events events) {
        this.name = name;
        this.description = description;
        this.kind = kind;
        this.state = new ServiceState(name, events);
    }

    /** Work is taken from now on. Called while it is not, holding this. */
    protected void begin() { }

    /**
     * No new work is taken from now on. Called holding this.
     *
     * @param limit for what is in hand to end
     * @return complete when nothing is in hand, or after the limit
     */
    protected CompletionStage<Void> end(Duration limit) {
        return CompletableFuture.completedFuture(null);
    }

    /** For {@link #quiesce}. */
    protected Duration quiesceLimit() {
        return Duration.ZERO;
    }

    protected final ServiceState current() {
        return state;
    }

    @Override
    public synchronized CompletionStage<Void> start() {
        if (!state.serving()) {
            begin();
            state.change(State.UP, "");
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<Void> stop() {
        state.change(State.DOWN, "");
        return end(Duration.ZERO);
    }

    @Override
    public synchronized CompletionStage<Void> quiesce() {
        state.change(State.QUIESCING, "");
        return end(quiesceLimit()).thenRun(() -> state.change(State.QUIESCING, State.DOWN, ""));
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Kind kind() {
        return kind;
    }

    @Override
    public final State state() {
        return state.now().state();
    }

    @Override
    public final String reason() {
        return state.now().reason();
    }

    @Override
    public final Instant lastChange() {
        return state.now().since();
    }

    @Override
    public final List<Endpoint> endpoints() {
        return List.of();
    }

    @Override
    public ServiceCounters counters() {
        return ServiceCounters.NONE;
    }
}
