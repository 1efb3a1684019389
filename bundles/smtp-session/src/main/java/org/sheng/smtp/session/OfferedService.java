package org.sheng.smtp.session;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.sheng.config.Settings;
import org.sheng.net.LineServer;
import org.sheng.net.ServiceSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A service with its settings: started when they say so, moved when they name other ports. Limits that change hold from the next connection or message on.
 */
public final class OfferedService<T extends Record> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OfferedService.class);

    private final LineServer server;
    private final Predicate<T> enabled;
    private final Function<T, ServiceSpec> spec;
    private final SmtpProtocol protocol;
    private final Settings.Watch<T> watch;
    // Guarded by this.
    private LineServer.Offer offer;
    private ServiceSpec offered;
    private boolean closed;

    public OfferedService(Settings settings, LineServer server, Services services, String pid, Class<T> type, Predicate<T> enabled,
            Function<T, ServiceSpec> spec, Dialect dialect, Function<Supplier<T>, Policy> policy) {
        this.server = server;
        this.enabled = enabled;
        this.spec = spec;
        this.watch = settings.watch(pid, type, this::changed);
        this.protocol = new SmtpProtocol(dialect, policy.apply(watch::values), services);
        offer(watch.values());
    }

    private synchronized void changed(T values) {
        if (closed || offer == null || spec.apply(values).equals(offered)) {
            return;
        }
        boolean serving = offer.service().state().serving();
        offer.close();
        offer(values, serving);
    }

    private synchronized void offer(T values) {
        offer(values, enabled.test(values));
    }

    private void offer(T values, boolean start) {
        offered = spec.apply(values);
        offer = server.offer(offered, () -> protocol.policy().limits().connections(), protocol);
        if (start) {
            offer.service().start().whenComplete((up, failure) -> {
                if (failure != null) {
                    LOG.error("{} is not started: {}", offered.name(), failure.getMessage());
                }
            });
        }
    }

    @Override
    public void close() {
        watch.close();
        LineServer.Offer last;
        synchronized (this) {
            closed = true;
            last = offer;
        }
        last.close();
    }
}
