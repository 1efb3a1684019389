package org.sheng.web;

/** Limits that a servlet or filter sets for one request, by an attribute of the request. */
public final class RequestLimits {

    /**
     * Most bytes of content of this request: a {@code Long}, 0 or more; set before the first byte is read. Without it
     * the setting {@code max-body} of {@code org.sheng.web} holds. Reading over it fails with an {@code IOException};
     * unless the servlet answers otherwise, the client gets 413 (RFC 9110 §15.5.14).
     */
    public static final String BODY = "org.sheng.web.body-limit";

    private RequestLimits() { }
}
