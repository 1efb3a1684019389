package org.sheng.administration.internal.directory;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Limits;
import org.sheng.operation.Input;

/** Limits as they are set, or as they hold. What is left out of those that are set is inherited. */
record LimitValues(
        @Input(value = "Size of the mailbox, bytes; 0: no limit.", min = 0) Optional<Long> quota,
        @Input(value = "Messages in the mailbox; 0: no limit.", min = 0) Optional<Long> maxMessages,
        @Input(value = "Size of one message, bytes; 0: the node's limit.", min = 0) Optional<Long> maxMessageSize,
        @Input(value = "Recipients of one message; 0: the node's limit.", min = 0) Optional<Integer> maxRecipients,
        @Input(value = "Messages sent in an hour; 0: no limit.", min = 0) Optional<Integer> messagesPerHour) {

    static LimitValues of(LimitSettings set) {
        return new LimitValues(boxed(set.quotaBytes()), boxed(set.quotaMessages()), boxed(set.maxMessageBytes()),
                boxed(set.maxRecipients()), boxed(set.messagesPerHour()));
    }

    static LimitValues of(Limits held) {
        return new LimitValues(Optional.of(held.quotaBytes()), Optional.of(held.quotaMessages()), Optional.of(held.maxMessageBytes()),
                Optional.of(held.maxRecipients()), Optional.of(held.messagesPerHour()));
    }

    LimitSettings settings() {
        return changed(LimitSettings.INHERIT);
    }

    /** What is given here, and what was before where nothing is. */
    LimitSettings changed(LimitSettings before) {
        return new LimitSettings(
                quota.map(OptionalLong::of).orElse(before.quotaBytes()),
                maxMessages.map(OptionalLong::of).orElse(before.quotaMessages()),
                maxMessageSize.map(OptionalLong::of).orElse(before.maxMessageBytes()),
                maxRecipients.map(OptionalInt::of).orElse(before.maxRecipients()),
                messagesPerHour.map(OptionalInt::of).orElse(before.messagesPerHour()));
    }

    /** As an input of an operation. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        quota.ifPresent(value -> tree.put("quota", value));
        maxMessages.ifPresent(value -> tree.put("maxMessages", value));
        maxMessageSize.ifPresent(value -> tree.put("maxMessageSize", value));
        maxRecipients.ifPresent(value -> tree.put("maxRecipients", value));
        messagesPerHour.ifPresent(value -> tree.put("messagesPerHour", value));
        return tree;
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private static Optional<Integer> boxed(OptionalInt value) {
        return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
    }
}
