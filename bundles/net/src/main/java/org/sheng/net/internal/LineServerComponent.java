package org.sheng.net.internal;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.X509ExtendedKeyManager;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.event.Events;
import org.sheng.net.Certificates;
import org.sheng.net.LineServer;
import org.sheng.net.Offering;
import org.sheng.service.MailService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as an OSGi component. */
@Component(service = {LineServer.class, Certificates.class}, immediate = true)
public final class LineServerComponent implements LineServer, Certificates {
    private static final Logger LOG = LoggerFactory.getLogger(LineServerComponent.class);

    private final BundleContext context;
    private final Settings settings;
    private final LineEngine engine;
    private final Settings.Watch<NetSettings> watch;

    @Activate
    public LineServerComponent(BundleContext context, @Reference Node node, @Reference Settings settings, @Reference Events events) {
        this.context = context;
        this.settings = settings;
        AtomicReference<LineEngine> started = new AtomicReference<>();
        watch = settings.watch("org.sheng.net", NetSettings.class, changed -> {
            LineEngine running = started.get();
            if (running != null) {
                running.settings(changed);
            }
        });
        engine = new LineEngine(node, watch.values(), events, service -> register(context, service));
        started.set(engine);
        engine.settings(watch.values());
    }

    @Deactivate
    void deactivate() {
        watch.close();
        engine.close();
    }

    @Override
    public <T extends Record> Offer<T> offer(Offering<T> offering) {
        // A service is out of the registry before those who use it are told (OSGi Core,
        // ServiceRegistration.unregister).
        return new OfferedService<>(engine, settings, offering,
        contract -> context.getServiceReference(contract.getName()) != null);
    }

    @Override
    public X509ExtendedKeyManager keyManager() {
        return engine.certificates().keyManager();
    }

    @Override
    public Watch watch(Runnable changed) {
        return engine.certificates().watch(changed);
    }

    private static Runnable register(BundleContext context, MailService service) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("service.name", service.name());
        ServiceRegistration<MailService> registration = context.registerService(MailService.class, service, properties);
        return () -> {
            try {
                registration.unregister();
            } catch (IllegalStateException e) {
                // The engine's bundle was stopped before the protocol's, and took its registrations with it.
                LOG.debug("Service {} was already taken away", service.name());
            }
        };
    }
}
