package org.sheng.queue;

import java.util.Set;
import org.sheng.mail.MailAddress;

/**
 * One recipient of a queued message.
 *
 * @param address where it goes now
 * @param original ORCPT as the client gave it, else {@code rfc822;} and the address it was accepted for (RFC 3461 §4.2)
 * @param notices NOTIFY of RFC 3461 §4.1; empty set: as usual, which is FAILURE and DELAY
 */
public record Recipient(MailAddress address, String original, Set<Notify> notices) {

    public enum Notify { NEVER, SUCCESS, FAILURE, DELAY }

    public static Recipient of(MailAddress address) {
        return new Recipient(address, "rfc822;" + address, Set.of());
    }
}
