package org.sheng.shell.internal.commands;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Limits;

/** Limits as properties to show. */
final class LimitRows {
    private LimitRows() { }

    /** As they are set; what is inherited is absent ({@code -}). */
    static void add(Map<String, Object> properties, LimitSettings limits) {
        properties.put("quota", bytes(limits.quotaBytes()));
        properties.put("maxMessages", number(limits.quotaMessages()));
        properties.put("maxMessageSize", bytes(limits.maxMessageBytes()));
        properties.put("maxRecipients", number(limits.maxRecipients()));
        properties.put("messagesPerHour", number(limits.messagesPerHour()));
    }

    /** As they hold. */
    static void add(Map<String, Object> properties, Limits limits) {
        properties.put("quota", new Bytes(limits.quotaBytes()));
        properties.put("maxMessages", limits.quotaMessages());
        properties.put("maxMessageSize", new Bytes(limits.maxMessageBytes()));
        properties.put("maxRecipients", limits.maxRecipients());
        properties.put("messagesPerHour", limits.messagesPerHour());
    }

    static Optional<Bytes> bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Optional.of(new Bytes(bytes.getAsLong())) : Optional.empty();
    }

    private static Optional<Long> number(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> number(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
