package org.sheng.web.internal;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Map;
import java.util.function.Supplier;
import org.sheng.net.Networks;

/**
 * {@code /health}: 200 while the node's services are up, 503 with the names of those that are not. For who may ask it.
 */
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    private final transient Health health;
    private final transient Supplier<Networks> asked;

    HealthServlet(Health health, Supplier<Networks> asked) {
        this.health = health;
        this.asked = asked;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // a numeric address: nothing is resolved
        if (!asked.get().contain(InetAddress.getByName(request.getRemoteAddr()))) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Map<String, String> ill = health.ill();
        response.setStatus(ill.isEmpty() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain;charset=utf-8");
        StringBuilder text = new StringBuilder();
        ill.forEach((name, state) -> text.append(name).append(' ').append(state).append('\n'));
        response.getWriter().write(ill.isEmpty() ? "ok\n" : text.toString());
    }
}
