package org.sheng.events.internal;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.sheng.event.EventListener;
import org.sheng.event.Events;
import org.sheng.event.MailEvent;

/**
 * The bus as a service. Listeners are tracked by hand, from the bus's own thread: a listener may need an engine that
 * itself needs the bus (the traces need the store, which publishes), and as references of one component that would be a
 * circle.
 */
@Component(immediate = true)
public final class EventsService implements Events, ServiceTrackerCustomizer<EventListener, EventListener> {
    private final BundleContext context;
    private final ServiceTracker<EventListener, EventListener> listeners;
    private final EventBus bus;

    @Activate
    public EventsService(BundleContext context) {
        this.context = context;
        listeners = new ServiceTracker<>(context, EventListener.class, this);
        bus = new EventBus(listeners::open);
        bus.start();
    }

    @Deactivate
    void stop() {
        bus.close();
        listeners.close();
    }

    @Override
    public void publish(MailEvent event) {
        bus.publish(event);
    }

    @Override
    public EventListener addingService(ServiceReference<EventListener> reference) {
        EventListener listener = context.getService(reference);
        if (listener != null) {
            bus.add(listener);
        }
        return listener;
    }

    @Override
    public void modifiedService(ServiceReference<EventListener> reference, EventListener listener) { }

    @Override
    public void removedService(ServiceReference<EventListener> reference, EventListener listener) {
        bus.remove(listener);
        context.ungetService(reference);
    }
}
