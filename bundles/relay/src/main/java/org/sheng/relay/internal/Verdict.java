package org.sheng.relay.internal;

/** What became of one recipient. */
sealed interface Verdict {
    /** As the host's name stands in events and notices; empty: this node says so. */
    String host();

    String reply();

    /** The host took it. */
    record Taken(String host, String reply, boolean tls) implements Verdict { }

    /** Not now. {@code status} is 4.x.x (RFC 3463). */
    record Later(String host, String status, String reply) implements Verdict { }

    /** Never. {@code status} is 5.x.x. */
    record Never(String host, String status, String reply) implements Verdict { }

    /** What a host's answer to a mail command means. */
    static Verdict of(String host, Reply reply, boolean tls) {
        if (reply.positive()) {
            return new Taken(host, reply.toString(), tls);
        }
        return reply.transientFailure() ? new Later(host, reply.status(), reply.toString())
                : new Never(host, reply.status(), reply.toString());
    }
}
