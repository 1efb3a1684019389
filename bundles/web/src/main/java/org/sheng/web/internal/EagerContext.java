package org.sheng.web.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bundle context that the whiteboard sees: a service that was there before it is told to it afterwards, one by one,
 * as a new one is. An {@code Error} from the {@code init} of one servlet (a class that is missing, say) so costs that
 * servlet; told all at once, the first one would have cost all others.
 */
final class EagerContext implements InvocationHandler {
    private static final Logger LOG = LoggerFactory.getLogger(EagerContext.class);

    private final BundleContext real;
    private final List<Listening> listeners = new ArrayList<>();
    private boolean replayed;

    private EagerContext(BundleContext real) {
        this.real = real;
    }

    private record Listening(ServiceListener original, ServiceListener guarded, String filter) { }

    /** Hides services from a whiteboard that starts, until {@link #tellWhatWasThere}. */
    static EagerContext of(BundleContext real) {
        return new EagerContext(real);
    }

    BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(EagerContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class}, this);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "addServiceListener" -> {
                listen((ServiceListener) arguments[0], arguments.length > 1 ? (String) arguments[1] : null);
                return null;
            }
            case "removeServiceListener" -> {
                forget((ServiceListener) arguments[0]);
                return null;
            }
            case "getServiceReferences", "getAllServiceReferences" -> {
                if (hides()) {
                    return null;
                }
            }
            default -> { }
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private synchronized boolean hides() {
        return !replayed;
    }

    private synchronized void listen(ServiceListener listener, String filter) throws InvalidSyntaxException {
        ServiceListener guarded = listener instanceof AllServiceListener
                ? (AllServiceListener) event -> tell(listener, event) : event -> tell(listener, event);
        listeners.add(new Listening(listener, guarded, filter));
        real.addServiceListener(guarded, filter);
    }

    private synchronized void forget(ServiceListener listener) {
        listeners.stream().filter(each -> each.original().equals(listener))
                .forEach(each -> real.removeServiceListener(each.guarded()));
        listeners.removeIf(each -> each.original().equals(listener));
    }

    /** Nothing that a servlet throws goes further than here. */
    private static void tell(ServiceListener listener, ServiceEvent event) {
        try {
            listener.serviceChanged(event);
        } catch (RuntimeException | Error e) {
            LOG.error("A web service of {} cannot be used: {}; the others are not touched. Its bundle is at fault",
                    event.getServiceReference(),
                    e, e);
        }
    }

    /** Tells each listener of the services that were there before it. */
    void tellWhatWasThere() throws InvalidSyntaxException {
        List<Listening> all;
        synchronized (this) {
            replayed = true;
            all = List.copyOf(listeners);
        }
        for (Listening each : all) {
            ServiceReference<?>[] there = each.original() instanceof AllServiceListener
                    ? real.getAllServiceReferences(null, each.filter()) : real.getServiceReferences((String) null,
                            each.filter());
            if (there != null) {
                for (ServiceReference<?> reference : there) {
                    tell(each.original(), new ServiceEvent(ServiceEvent.REGISTERED, reference));
                }
            }
        }
    }
}
