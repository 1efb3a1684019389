package org.sheng.web.internal;

import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/**
 * The headers that every answer begins with; a servlet may replace what its page needs otherwise, an error page has
 * them all.
 */
final class SecurityHeaders {
    static final String CONTENT_SECURITY_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'";

    private final Supplier<WebSettings> settings;

    SecurityHeaders(Supplier<WebSettings> settings) {
        this.settings = settings;
    }

    void put(Request request, HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        long seconds = settings.get().hsts().toSeconds();
        if (seconds > 0 && !onLoopback(request)) {
            headers.put("Strict-Transport-Security", "max-age=" + seconds); // RFC 6797 §6.1.1
        }
    }

    private static boolean onLoopback(Request request) {
        return request.getConnectionMetaData().getLocalSocketAddress() instanceof InetSocketAddress local
                && local.getAddress() != null && local.getAddress().isLoopbackAddress();
    }
}
