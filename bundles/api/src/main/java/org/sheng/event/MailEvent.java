package org.sheng.event;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.mail.MailAddress;
import org.sheng.service.MailService;

/**
 * A thing that happened. A message is named by its trace id all its way; {@code Optional.empty()} is the null path (RFC 5321 §4.5.5).
 * No event carries a secret.
 */
public sealed interface MailEvent {

    /** The trace id of the message it is about; empty for events that are about none. */
    default Optional<String> traceId() {
        return Optional.empty();
    }

    /** An event in the life of one message. */
    sealed interface OfMessage extends MailEvent {
        String trace();

        @Override
        default Optional<String> traceId() {
            return Optional.of(trace());
        }
    }

    /** Accepted and durable: the client has, or gets now, its positive answer. Sizes in bytes. */
    record MessageReceived(String trace, String service, String client, Optional<String> user, Optional<MailAddress> sender,
            List<MailAddress> recipients, long size, String messageId) implements OfMessage { }

    /** Refused before it was accepted: {@code reply} is what the client was told. */
    record MessageRefused(String trace, String service, String client, Optional<MailAddress> sender,
            List<MailAddress> recipients, String reply) implements OfMessage { }

    /** In a mailbox of this node. */
    record MessageDelivered(String trace, MailAddress recipient, String account, String mailbox, long uid, long size)
            implements OfMessage { }

    /** Taken over by another host. */
    record MessageRelayed(String trace, MailAddress recipient, String host, String reply, boolean tls, long size)
            implements OfMessage { }

    /** Not now; tried again after {@code retryIn}. */
    record MessageDeferred(String trace, MailAddress recipient, String host, String reason, int attempts, Duration retryIn)
            implements OfMessage { }

    /** Never; the sender is told where there is one. {@code status} is an enhanced status code (RFC 3463). */
    record MessageFailed(String trace, MailAddress recipient, String host, String status, String reason) implements OfMessage { }

    /** One recipient became others, by an alias, a group or a catch-all. */
    record MessageExpanded(String trace, MailAddress recipient, String by, List<MailAddress> into) implements OfMessage { }

    /** A notice was made and queued as a message of its own: {@code kind} is failed, delayed. */
    record BounceQueued(String trace, String bounceTrace, MailAddress to, String kind) implements OfMessage { }

    /** An operator held, released, retried or deleted it. */
    record QueueSteered(String trace, String action) implements OfMessage { }

    record LoginAccepted(String service, String client, String user, String mechanism) implements MailEvent { }

    /** {@code login} is what the client said, cut to 256 characters. */
    record LoginRefused(String service, String client, String login, String mechanism, String reason) implements MailEvent { }

    /** A connection was refused or cut by a limit. */
    record ConnectionRefused(String service, String client, String reason) implements MailEvent { }

    record ServiceStateChanged(String service, MailService.State from, MailService.State to, String reason) implements MailEvent { }

    /**
     * {@code what} is domain, user, alias, group or plan; {@code change} is added, changed or deleted.
     *
     * @param id of a user, whose mail goes by it when the user is deleted; empty for what has none
     */
    record DirectoryChanged(String what, String name, String change, Optional<UUID> id) implements MailEvent {

        public DirectoryChanged(String what, String name, String change) {
            this(what, name, change, Optional.empty());
        }
    }

    /** An administrator should look at it: a disk that is full, a file that cannot be read. Text names cause and next step. */
    record NodeTrouble(String part, String text) implements MailEvent { }
}
