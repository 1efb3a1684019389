package org.sheng.pipeline.internal;

import org.sheng.directory.User;

/** Where one branch of a message's way leads, as far as the steps know. */
sealed interface Place {

    /** A user here. {@code mailbox} exists, or is INBOX. */
    record Mailbox(User user, String mailbox) implements Place { }

    /** Another host takes it. */
    record Elsewhere() implements Place { }

    /** Another branch leads to the same mailbox already. */
    record Duplicate() implements Place { }

    /** An entry of its own in the queue. */
    record Requeued() implements Place { }

    /** Not now. {@code status} is an enhanced status code (RFC 3463). */
    record Later(String status, String reply) implements Place { }

    /** Never. */
    record Refused(String status, String reply) implements Place { }

    /** True when somebody has it, or will without the sender's help. */
    default boolean taken() {
        return !(this instanceof Later) && !(this instanceof Refused);
    }
}
