package org.sheng.shell.internal.control;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;
import org.sheng.service.MailService;

/** The services of the node and the table that shows them. */
final class Services implements AutoCloseable {

    private static final String ROW = "%-16s %-11s %s%n";

    private final ServiceTracker<MailService, MailService> tracker;

    Services(BundleContext context) {
        tracker = new ServiceTracker<>(context, MailService.class, null);
        tracker.open();
    }

    /** In the order of their names. */
    List<MailService> all() {
        List<MailService> services = new ArrayList<>(tracker.getTracked().values());
        services.sort(Comparator.comparing(MailService::name));
        return services;
    }

    String table() {
        StringBuilder table = new StringBuilder(String.format(ROW, "SERVICE", "STATE", "WHERE"));
        for (MailService service : all()) {
            String where = service.reason().isEmpty() ? where(service) : service.reason();
            table.append(String.format(ROW, service.name(), word(service.state()), where));
        }
        return table.toString();
    }

    static String word(MailService.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String where(MailService service) {
        return service.endpoints().stream()
                .map(e -> e.address() + ":" + e.port() + " " + e.security())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        tracker.close();
    }
}
