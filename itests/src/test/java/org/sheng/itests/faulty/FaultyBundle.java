package org.sheng.itests.faulty;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Hashtable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/**
 * A bundle with two servlets: one whose {@code init} fails with an error, as where a class is missing, and a good one.
 */
public final class FaultyBundle implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        // the faulty one is looked at first
        context.registerService(Servlet.class, new Faulty(), properties("/faulty", 10));
        context.registerService(Servlet.class, new Good(), properties("/good", 1));
    }

    private static Hashtable<String, Object> properties(String pattern, int ranking) {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put("osgi.http.whiteboard.servlet.pattern", pattern);
        properties.put(Constants.SERVICE_RANKING, ranking);
        return properties;
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services away
    }

    private static final class Faulty extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        public void init() {
            throw new NoClassDefFoundError("org/example/Missing");
        }
    }

    private static final class Good extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("good");
        }
    }
}
