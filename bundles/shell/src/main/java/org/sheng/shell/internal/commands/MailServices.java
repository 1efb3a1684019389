package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.sheng.service.MailService;

/** All services of the node, by name. */
final class MailServices {
    private MailServices() { }

    interface Use<R, E extends Exception> {
        R with(List<MailService> services) throws E;
    }

    static <R, E extends Exception> R in(BundleContext context, Use<R, E> use) throws E {
        List<ServiceReference<MailService>> references = references(context);
        try {
            List<MailService> services = new ArrayList<>();
            for (ServiceReference<MailService> reference : references) {
                MailService service = context.getService(reference);
                if (service != null) {
                    services.add(service);
                }
            }
            services.sort(Comparator.comparing(MailService::name));
            return use.with(services);
        } finally {
            references.forEach(context::ungetService);
        }
    }

    private static List<ServiceReference<MailService>> references(BundleContext context) {
        try {
            return List.copyOf(context.getServiceReferences(MailService.class, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("there is no filter that could be wrong", e);
        }
    }
}
