package org.sheng.queue;

/**
 * Where an entry waits. {@code destination} separates entries that share connections, concurrency and failures: the recipients' domain for
 * {@link Kind#REMOTE}, {@code ""} for {@link Kind#INCOMING}.
 */
public record Route(Kind kind, String destination) {
    public static final Route INCOMING = new Route(Kind.INCOMING, "");

    public static Route remote(String domain) {
        return new Route(Kind.REMOTE, domain);
    }

    /** INCOMING: accepted, the pipeline has not seen it. REMOTE: another host takes it. */
    public enum Kind { INCOMING, REMOTE }
}
