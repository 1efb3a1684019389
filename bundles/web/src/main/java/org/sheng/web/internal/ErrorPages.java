package org.sheng.web.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * An error is told by its status and its name, as text or as problem+json (RFC 9457), and by nothing else: no cause, no
 * stack.
 */
final class ErrorPages extends ErrorHandler {
    private final SecurityHeaders headers;

    ErrorPages(SecurityHeaders headers) {
        this.headers = headers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getAttribute(BoundedBody.FAILURE) instanceof Integer status) {
            response.setStatus(status);
        }
        int status = response.getStatus();
        headers.put(request, response.getHeaders());
        boolean json = asksForJson(request.getHeaders());
        byte[] body = (json ? problem(status) : status + " " + name(status) + "\n").getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, json ? "application/problem+json"
                : "text/plain;charset=utf-8");
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }

    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        fields.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        return ByteBuffer.wrap((status + " " + name(status) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean asksForJson(HttpFields asked) {
        return asked.getQualityCSV(HttpHeader.ACCEPT).stream()
                .filter(type -> type.startsWith("text/") || type.startsWith("application/json")
                        || type.startsWith("application/problem+json"))
                .findFirst().filter(type -> !type.startsWith("text/")).isPresent();
    }

    private static String problem(int status) {
        return "{\"type\":\"about:blank\",\"title\":\"" + name(status) + "\",\"status\":" + status + "}\n";
    }

    private static String name(int status) {
        return Optional.ofNullable(HttpStatus.getMessage(status)).orElse("Error");
    }
}
