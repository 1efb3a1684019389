package org.sheng.smtp.session;

import java.time.Duration;
import org.sheng.net.Limits;

/**
 * Bounds of a service, as its settings have them.
 *
 * @param messageSize of one message, bytes; 0: none
 * @param recipients of one message
 * @param errors commands refused in one session, counted anew after each accepted message, before it is ended
 * @param hops Received lines of a message that is still taken
 * @param connections the engine's
 */
public record SessionLimits(long messageSize, int recipients, int errors, int hops, Limits connections) {
    /** Kept of what a client sent and the session has not consumed. */
    private static final int UNREAD_BYTES = 128 * 1024;

    public static Limits connections(int connections, int perAddress, int newPerMinute, Duration idle) {
        return new Limits(connections, perAddress, newPerMinute, idle, UNREAD_BYTES);
    }
}
