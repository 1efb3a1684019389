package org.sheng.directory;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** Limits as they are set on a user, a plan or a domain: what is empty is inherited. Units as in {@link Limits}. */
public record LimitSettings(OptionalLong quotaBytes, OptionalLong quotaMessages, OptionalLong maxMessageBytes,
        OptionalInt maxRecipients, OptionalInt messagesPerHour) {
    public static final LimitSettings INHERIT = new LimitSettings(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(),
            OptionalInt.empty(), OptionalInt.empty());
}
