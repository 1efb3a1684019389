package org.sheng.shell.internal.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.sheng.service.MailService;

/**
 * Whether the node does all it is there for: every bundle of ours is active, every component has what it needs, every
 * service takes work. Knows no bundle or service by name.
 */
final class Readiness {

    /** Registered by Karaf when all features of the distribution are installed. */
    private static final String BOOT_FINISHED = "org.apache.karaf.features.BootFinished";

    private static final String OURS = "org.sheng.";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Services services;

    Readiness(BundleContext context, ServiceComponentRuntime components, Services services) {
        this.context = context;
        this.components = components;
        this.services = services;
    }

    enum Phase { INSTALLING, STARTING, READY, FAILED }

    /** @param reasons why it is not ready; empty when it is */
    record State(Phase phase, List<String> reasons) { }

    State now() {
        if (context.getServiceReference(BOOT_FINISHED) == null) {
            return new State(Phase.INSTALLING, List.of("bundles are being installed"));
        }
        List<String> waiting = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (isOurs(bundle)) {
                bundle(bundle, failed, waiting);
            }
        }
        for (MailService service : services.all()) {
            service(service, failed, waiting);
        }
        if (!failed.isEmpty()) {
            return new State(Phase.FAILED, failed);
        }
        return new State(waiting.isEmpty() ? Phase.READY : Phase.STARTING, waiting);
    }

    private static boolean isOurs(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(OURS) && !fragment;
    }

    private void bundle(Bundle bundle, List<String> failed, List<String> waiting) {
        if (bundle.getState() == Bundle.STARTING) {
            waiting.add("bundle " + bundle.getSymbolicName() + " is starting");
            return;
        }
        if (bundle.getState() != Bundle.ACTIVE) {
            failed.add("bundle " + bundle.getSymbolicName() + " is not active; `bundle:diag " + bundle.getBundleId() + "` says why");
            return;
        }
        Collection<ComponentDescriptionDTO> described = components.getComponentDescriptionDTOs(bundle);
        for (ComponentDescriptionDTO description : described) {
            if (components.isComponentEnabled(description)) {
                component(description, failed, waiting);
            }
        }
    }

    private void component(ComponentDescriptionDTO description, List<String> failed, List<String> waiting) {
        for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(description)) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                    for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                        waiting.add(description.name + " waits for " + reference.name);
                    }
                }
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> waiting.add(description.name + " waits for its configuration");
                case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                    failed.add(description.name + " could not start: " + firstLine(configuration.failure));
                default -> { }
            }
        }
    }

    private static void service(MailService service, List<String> failed, List<String> waiting) {
        switch (service.state()) {
            case UP, CONGESTED -> { }
            case HALTED -> failed.add("service " + service.name() + " is halted: " + service.reason());
            default -> waiting.add("service " + service.name() + " is " + Services.word(service.state()));
        }
    }

    private static String firstLine(String text) {
        return text == null ? "no reason given" : text.lines().findFirst().orElse("no reason given");
    }
}
