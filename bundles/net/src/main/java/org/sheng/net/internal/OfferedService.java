package org.sheng.net.internal;

import java.util.Optional;
import java.util.function.Function;
import org.sheng.config.Settings;
import org.sheng.net.LineServer;
import org.sheng.net.Offering;
import org.sheng.net.ServiceSpec;
import org.sheng.net.Sessions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service with its settings: started when they say so, moved when they name other ports. Limits that change hold from
 * the next connection on. Its sessions come and go with the engines.
 */
final class OfferedService<T extends Record> implements LineServer.Offer<T> {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedService.class);

    private final LineEngine engine;
    private final Offering<T> offering;
    private final Function<Class<?>, Boolean> present;
    private final Settings.Watch<T> watch;
    // Guarded by this.
    private Optional<Sessions> sessions = Optional.empty();
    private LineEngine.Place place;
    private ServiceSpec offered;
    private boolean closed;

    /** @param present whether an engine is there */
    OfferedService(LineEngine engine, Settings settings, Offering<T> offering, Function<Class<?>, Boolean> present) {
        this.engine = engine;
        this.offering = offering;
        this.present = present;
        this.watch = settings.watch(offering.pid(), offering.settings(), this::changed);
        boolean done = false;
        try {
            begin();
            done = true;
        } finally {
            if (!done) {
                watch.close();
            }
        }
    }

    private synchronized void begin() {
        T values = watch.values();
        offer(offering.spec().apply(values), offering.enabled().test(values));
    }

    private synchronized void changed(T values) {
        if (closed || place == null || offering.spec().apply(values).equals(offered)) {
            return;
        }
        boolean serving = place.service().state().serving();
        place.close();
        offer(offering.spec().apply(values), serving);
    }

    private void offer(ServiceSpec spec, boolean start) {
        offered = spec;
        place = engine.offer(spec, () -> offering.limits().apply(watch.values()), offering.protocol(), sessions,
                this::absence);
        if (start) {
            place.service().start().whenComplete((up, failure) -> {
                if (failure != null) {
                    LOG.error("{} is not started: {}", spec.name(), failure.getMessage());
                }
            });
        }
    }

    private String absence() {
        return Absence.of(offering.engines().stream().filter(engine -> !present.apply(engine)).toList());
    }

    @Override
    public T values() {
        return watch.values();
    }

    @Override
    public synchronized void serve(Sessions now) {
        sessions = Optional.of(now);
        place.serve(now);
    }

    @Override
    public synchronized void suspend() {
        sessions = Optional.empty();
        place.suspend();
    }

    @Override
    public void close() {
        watch.close();
        LineEngine.Place last;
        synchronized (this) {
            closed = true;
            last = place;
        }
        last.close();
    }
}
