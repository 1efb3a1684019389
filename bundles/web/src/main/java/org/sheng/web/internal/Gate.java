package org.sheng.web.internal;

import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.sheng.web.internal.Associations.Association;

/** What every request passes before a servlet sees it. */
final class Gate extends Handler.Wrapper {
    private static final String METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private final Supplier<WebSettings> settings;
    private final Associations associations;
    private final IntSupplier waiting;
    private final SecurityHeaders headers;

    /** @param waiting tasks that wait for a thread */
    Gate(Supplier<WebSettings> settings, Associations associations, IntSupplier waiting, SecurityHeaders headers,
            Handler servlets) {
        super(servlets);
        this.settings = settings;
        this.associations = associations;
        this.waiting = waiting;
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        headers.put(request, response.getHeaders());
        Optional<Association> association = associations.of(request.getConnectionMetaData().getConnection()
                .getEndPoint());
        if (association.isPresent()) {
            association.get().begin();
            Request.addCompletionListener(request, failure -> association.get().end());
            if (!associations.mayAsk(association.get())) {
                response.getHeaders().put("Retry-After", 60); // RFC 6585 §4
                Response.writeError(request, response, callback, HttpStatus.TOO_MANY_REQUESTS_429);
                return true;
            }
        }
        // RFC 9110 §9.3.8: what a request carried is not sent back; §9.3.6: this is no proxy
        if (HttpMethod.TRACE.is(request.getMethod()) || HttpMethod.CONNECT.is(request.getMethod())) {
            response.getHeaders().put("Allow", METHODS);
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return true;
        }
        WebSettings now = settings.get();
        if (waiting.getAsInt() > now.requestQueue()) {
            response.getHeaders().put("Retry-After", 1);
            Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
            return true;
        }
        return super.handle(new BoundedBody(request, now.maxBody(), now.minDataRate()), response, callback);
    }
}
