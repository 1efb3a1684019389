package org.sheng.administration.internal.directory;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sheng.directory.LimitSettings;

/** A limit by name, to say that it is inherited again. */
enum LimitName {
    QUOTA, MAX_MESSAGES, MAX_MESSAGE_SIZE, MAX_RECIPIENTS, MESSAGES_PER_HOUR;

    /** Limits after a change: those given, those before, less those that are inherited from now on. */
    static LimitSettings changed(LimitSettings before, Optional<LimitValues> given, List<LimitName> inherit) {
        LimitSettings now = given.map(values -> values.changed(before)).orElse(before);
        for (LimitName name : inherit) {
            now = name.without(now);
        }
        return now;
    }

    /** Names of those that are not set: what a change that takes another back has to say. */
    static List<String> unset(LimitValues limits) {
        return Arrays.stream(values()).filter(name -> name.value(limits).isEmpty())
                .map(name -> name.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')).toList();
    }

    private Optional<? extends Number> value(LimitValues of) {
        return switch (this) {
            case QUOTA -> of.quota();
            case MAX_MESSAGES -> of.maxMessages();
            case MAX_MESSAGE_SIZE -> of.maxMessageSize();
            case MAX_RECIPIENTS -> of.maxRecipients();
            case MESSAGES_PER_HOUR -> of.messagesPerHour();
        };
    }

    private LimitSettings without(LimitSettings of) {
        return new LimitSettings(
                this == QUOTA ? OptionalLong.empty() : of.quotaBytes(),
                this == MAX_MESSAGES ? OptionalLong.empty() : of.quotaMessages(),
                this == MAX_MESSAGE_SIZE ? OptionalLong.empty() : of.maxMessageBytes(),
                this == MAX_RECIPIENTS ? OptionalInt.empty() : of.maxRecipients(),
                this == MESSAGES_PER_HOUR ? OptionalInt.empty() : of.messagesPerHour());
    }
}
