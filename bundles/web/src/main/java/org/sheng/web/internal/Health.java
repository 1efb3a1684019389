package org.sheng.web.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.sheng.service.MailService;

/**
 * Whether the services of the node that listen are up; what an administrator has not started since the node began is
 * not missed.
 */
final class Health {
    private final Supplier<List<MailService>> services;
    private final Set<String> listening = ConcurrentHashMap.newKeySet();

    /** @param services all of the node */
    Health(Supplier<List<MailService>> services) {
        this.services = services;
    }

    /** Remembers who listens now; to be called at every change of a service. */
    void look() {
        services.get().stream().filter(service -> !service.endpoints().isEmpty())
                .forEach(service -> listening.add(service.name()));
    }

    /** Names of the services that should listen and do not, or are halted, with their states; none: all is well. */
    Map<String, String> ill() {
        look();
        Map<String, String> ill = new TreeMap<>();
        Set<String> gone = new TreeSet<>(listening);
        for (MailService service : services.get()) {
            gone.remove(service.name());
            MailService.State state = service.state();
            if (!state.serving() && (listening.contains(service.name()) || state == MailService.State.HALTED)) {
                ill.put(service.name(), state.name().toLowerCase(Locale.ROOT));
            }
        }
        gone.forEach(name -> ill.put(name, "gone"));
        return ill;
    }
}
