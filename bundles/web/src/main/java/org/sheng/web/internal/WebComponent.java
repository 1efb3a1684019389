package org.sheng.web.internal;

import jakarta.servlet.Servlet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.event.EventListener;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;
import org.sheng.net.Certificates;
import org.sheng.net.Networks;
import org.sheng.service.MailService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTPS server as an OSGi component. */
@Component(immediate = true, service = EventListener.class)
public final class WebComponent implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(WebComponent.class);

    private static final List<String> LOOPBACK = List.of("127.0.0.0/8", "::1");

    private final List<MailService> services = new CopyOnWriteArrayList<>();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
    private final Health health = new Health(() -> services);
    private final Settings.Watch<WebSettings> settings;
    private final Whiteboard whiteboard;
    private final HttpsServer server;
    private final HttpsService service;
    private volatile Networks trusted;
    private volatile Networks healthNetworks;
    private volatile boolean started;

    @Activate
    public WebComponent(BundleContext context, @Reference Node node, @Reference Settings settings,
            @Reference Events events,
            @Reference Certificates certificates) throws Exception {
        this.settings = settings.watch("org.sheng.web", WebSettings.class, this::changed);
        WebSettings first = this.settings.values();
        networksAtStart(first, events);
        Associations associations = new Associations(this.settings::values, () -> trusted, events);
        whiteboard = new Whiteboard(context);
        server = new HttpsServer(this.settings::values, certificates, associations, whiteboard.dispatcher(),
                whiteboard::listenTo);
        service = new HttpsService(node, events, this.settings::values, associations, server);
        server.start();
        register(context, Servlet.class, new RootServlet(), "osgi.http.whiteboard.servlet.pattern", "");
        register(context, Servlet.class, new HealthServlet(health, () -> healthNetworks),
                "osgi.http.whiteboard.servlet.pattern", "/health");
        whiteboard.start(server.servlets());
        register(context, MailService.class, service, "service.name", HttpsService.NAME);
        started = true;
        WebSettings latest = this.settings.values();
        if (!latest.equals(first)) { // changed while it was being made
            changed(latest);
        }
        if (first.enabled()) {
            service.start().whenComplete((started, failure) -> HttpsService.tellFailure(failure));
        }
    }

    private <T> void register(BundleContext context, Class<T> type, T offered, String key, String value) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(key, value);
        registrations.add(context.registerService(type, offered, properties));
    }

    @Deactivate
    void deactivate() {
        settings.close();
        service.close();
        registrations.forEach(WebComponent::unregister);
        whiteboard.close();
        server.close();
    }

    private static void unregister(ServiceRegistration<?> registration) {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            LOG.debug("{} was already taken away", registration);
        }
    }

    private void changed(WebSettings now) {
        networks(now);
        if (!started) { // it is still being made, and reads them itself
            return;
        }
        server.settings(now);
        service.settingsChanged(now);
    }

    /** A network that is none must not keep the node from its listener. */
    private void networksAtStart(WebSettings first, Events events) {
        try {
            networks(first);
        } catch (IllegalArgumentException e) {
            trusted = new Networks(LOOPBACK);
            healthNetworks = new Networks(LOOPBACK);
            events.publish(new MailEvent.NodeTrouble("web", "org.sheng.web.cfg: " + e.getMessage()
                    + "; loopback alone is used. Correct the line; it is read again at once"));
        }
    }

    private void networks(WebSettings now) {
        trusted = new Networks(now.trustedNetworks());
        healthNetworks = new Networks(now.healthNetworks());
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bind(MailService offered) {
        services.add(offered);
        health.look();
    }

    void unbind(MailService gone) {
        services.remove(gone);
    }

    @Override
    public void on(Instant at, MailEvent event) {
        if (event instanceof MailEvent.ServiceStateChanged) {
            health.look();
        }
    }
}
