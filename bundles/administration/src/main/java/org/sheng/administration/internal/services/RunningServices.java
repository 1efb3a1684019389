package org.sheng.administration.internal.services;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.service.MailService;

/** The services that there are now. Any thread. */
@Component(service = RunningServices.class)
public final class RunningServices {
    private final Map<String, MailService> services = new ConcurrentHashMap<>();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(MailService service) {
        services.put(service.name(), service);
    }

    void unbind(MailService service) {
        services.remove(service.name(), service);
    }

    /** In order of name. */
    List<MailService> all() {
        return services.values().stream().sorted(Comparator.comparing(MailService::name)).toList();
    }

    MailService named(String name) throws Refusal {
        MailService service = services.get(name);
        if (service == null) {
            throw new Refusal(Kind.MISSING, "name", Texts.text("no-service", name,
                    String.join(", ", all().stream().map(MailService::name).toList())));
        }
        return service;
    }
}
