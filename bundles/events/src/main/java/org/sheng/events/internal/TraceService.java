package org.sheng.events.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Settings;
import org.sheng.event.EventListener;
import org.sheng.event.MailEvent;
import org.sheng.event.Traces;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The traces as a service, there while the store is. */
@Component(service = {EventListener.class, Traces.class})
public final class TraceService implements EventListener, Traces {
    private static final int WAIT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.trace");

    private final Settings.Watch<TraceSettings> settings;
    private final TraceKeeper keeper;
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sheng-trace");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public TraceService(@Reference Settings settings, @Reference MailStore store) {
        this.settings = settings.watch("org.sheng.trace", TraceSettings.class, values -> { });
        keeper = new TraceKeeper(store, this.settings::values, Clock.systemUTC());
        writer.scheduleWithFixedDelay(this::write, 500, 500, TimeUnit.MILLISECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        writer.execute(this::write);
        writer.shutdown();
        if (!writer.awaitTermination(5, TimeUnit.SECONDS)) {
            writer.shutdownNow();
            LOG.warn("The last steps of messages were not kept: the store did not take them within five seconds");
        }
        settings.close();
    }

    @Override
    public void on(Instant at, MailEvent event) {
        keeper.on(at, event);
    }

    /** With what was told until now: who has just got the {@code 250} asks with the id in it. */
    @Override
    public List<Step> of(String traceId) {
        try {
            writer.submit(this::write).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | RejectedExecutionException | ExecutionException e) {
            LOG.warn("The last steps of messages are not shown yet: the store is slow to take them ({})", e.toString());
        }
        return keeper.of(traceId);
    }

    private void write() {
        try {
            keeper.write();
        } catch (RuntimeException e) {
            LOG.error("Steps of messages were not kept", e); // thrown on, it would end the schedule
        }
    }
}
