package org.sheng.operations.internal.audit;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.sheng.config.Settings;
import org.sheng.operation.Audit;
import org.sheng.operation.Caller;
import org.sheng.operation.Inverse;
import org.sheng.operation.Page;
import org.sheng.store.MailStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit as a service: there with the store and without it, so that a node whose store is down can be steered. */
@Component(service = Audit.class)
public final class AuditService implements Audit {
    private static final long WAIT_MILLIS = 5_000;
    private static final long PURGE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.audit");

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile MailStore store;

    private final Settings.Watch<AuditSettings> settings;
    private final AuditWriter writer = new AuditWriter(this::store, Clock.systemUTC(), WAIT_MILLIS);
    private final StoredAudit audit = new StoredAudit(this::store, Clock.systemUTC(), writer);
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sheng-audit");
        thread.setDaemon(true);
        return thread;
    });

    @Activate
    public AuditService(@Reference Settings settings) {
        this.settings = settings.watch("org.sheng.audit", AuditSettings.class, values -> { });
        keeper.scheduleWithFixedDelay(() -> quietly(writer::flush), 1, 1, TimeUnit.SECONDS);
        keeper.scheduleWithFixedDelay(() -> quietly(this::purge), PURGE_SECONDS, PURGE_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() throws InterruptedException {
        keeper.shutdown();
        if (!keeper.awaitTermination(WAIT_MILLIS, TimeUnit.MILLISECONDS) || !writer.flush()) {
            LOG.warn("Entries of the audit are in this log alone: the store did not take them before the bundle stopped");
        }
        settings.close();
    }

    private void purge() {
        boolean more = true;
        while (more) {
            more = writer.purge(settings.values());
        }
    }

    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("The audit was not looked after: this is a defect", e); // thrown on, it would end the schedule
        }
    }

    private Optional<MailStore> store() {
        return Optional.ofNullable(store);
    }

    @Override
    public long asked(Caller caller, String operation, String target, Map<String, Object> input, Optional<Object> before,
            Optional<Inverse> inverse) {
        return audit.asked(caller, operation, target, input, before, inverse);
    }

    @Override
    public void answered(long number, Optional<String> refusal, Optional<Object> after) {
        audit.answered(number, refusal, after);
    }

    @Override
    public void undone(long number, long by) {
        audit.undone(number, by);
    }

    @Override
    public Page<Entry> entries(Filter filter, Optional<Long> before, int limit) {
        return audit.entries(filter, before, limit);
    }

    @Override
    public Optional<Entry> entry(long number) {
        return audit.entry(number);
    }

    @Override
    public List<Entry> after(long number, int limit) {
        return audit.after(number, limit);
    }

    @Override
    public Optional<String> verify() {
        return audit.verify();
    }
}
