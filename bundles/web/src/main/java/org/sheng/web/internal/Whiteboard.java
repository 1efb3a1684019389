package org.sheng.web.internal;

import jakarta.servlet.Servlet;
import java.util.Hashtable;
import org.apache.felix.http.base.internal.HttpServiceController;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** The servlet whiteboard of Felix HTTP: servlets, filters and listeners that are OSGi services. */
final class Whiteboard implements AutoCloseable {
    private final EagerContext context;
    private final HttpServiceController controller;

    Whiteboard(BundleContext bundle) {
        context = EagerContext.of(bundle);
        controller = new HttpServiceController(context.context());
    }

    /** Gets every request, and gives it to the servlet it is for. */
    Servlet dispatcher() {
        return controller.createDispatcherServlet();
    }

    /** Before the server starts. */
    void listenTo(ServletContextHandler servlets) {
        controller.getEventDispatcher().setActive(true);
        servlets.addEventListener(controller.getEventDispatcher());
        servlets.getSessionHandler().addEventListener(controller.getEventDispatcher());
    }

    /** After the server has started. */
    void start(ServletContextHandler servlets) throws InvalidSyntaxException {
        controller.register(servlets.getServletContext(), new Hashtable<>());
        context.tellWhatWasThere();
    }

    @Override
    public void close() {
        controller.getEventDispatcher().setActive(false);
        controller.stop();
    }
}
