package org.sheng.relay.internal;

/** A conversation that did not come about, or broke. */
final class HostFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String status;

    /** @param status enhanced status code (RFC 3463), 4.x.x */
    HostFailure(Kind kind, String status, String message) {
        super(message);
        this.kind = kind;
        this.status = status;
    }

    enum Kind {
        /** Nobody answered. */
        UNREACHABLE,
        /** The host answered, and not now. */
        REFUSED,
        /** TLS did not come about. */
        TLS
    }

    Kind kind() {
        return kind;
    }

    String status() {
        return status;
    }
}
