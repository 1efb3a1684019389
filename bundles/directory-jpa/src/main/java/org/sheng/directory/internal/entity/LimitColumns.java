package org.sheng.directory.internal.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.directory.LimitSettings;

/** Limits as they are set; NULL is inherited. */
@Embeddable
public class LimitColumns {
    @Column(name = "QUOTA_BYTES")
    private Long quotaBytes;
    @Column(name = "QUOTA_MESSAGES")
    private Long quotaMessages;
    @Column(name = "MAX_MESSAGE_BYTES")
    private Long maxMessageBytes;
    @Column(name = "MAX_RECIPIENTS")
    private Integer maxRecipients;
    @Column(name = "MESSAGES_PER_HOUR")
    private Integer messagesPerHour;

    protected LimitColumns() { }

    public LimitColumns(LimitSettings limits) {
        quotaBytes = orNull(limits.quotaBytes());
        quotaMessages = orNull(limits.quotaMessages());
        maxMessageBytes = orNull(limits.maxMessageBytes());
        maxRecipients = orNull(limits.maxRecipients());
        messagesPerHour = orNull(limits.messagesPerHour());
    }

    public LimitSettings settings() {
        return new LimitSettings(optional(quotaBytes), optional(quotaMessages), optional(maxMessageBytes), optional(maxRecipients),
                optional(messagesPerHour));
    }

    /** In an order that never changes, for the checksum of the row. */
    String content() {
        return quotaBytes + "," + quotaMessages + "," + maxMessageBytes + "," + maxRecipients + "," + messagesPerHour;
    }

    private static Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static OptionalLong optional(Long value) {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    private static OptionalInt optional(Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
