package org.sheng.shell.internal.commands;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.karaf.shell.api.action.Option;
import org.sheng.directory.LimitSettings;

/** A command that sets limits: those of a user, a domain or a plan. */
abstract class LimitedCommand extends NodeCommand {
    private static final String INHERIT = "inherit";

    @Option(name = "--quota", description = "Size of the mailbox, such as 500M or 5G; 0: no limit; inherit: as plan "
            + "and domain have it")
    String quota;

    @Option(name = "--max-messages", description = "Messages in the mailbox; 0: no limit; inherit: as plan and "
            + "domain have it")
    String maxMessages;

    @Option(name = "--max-message-size", description =
            "Size of one message, such as 20M; 0: the node's limit; inherit: as plan and domain have it")
    String maxMessageSize;

    @Option(name = "--max-recipients", description =
            "Recipients of one message; 0: the node's limit; inherit: as plan and domain have it")
    String maxRecipients;

    @Option(name = "--messages-per-hour", description =
            "Messages sent in an hour; 0: no limit; inherit: as plan and domain have it")
    String messagesPerHour;

    /** The limits before, changed by the options that were given. */
    final LimitSettings limits(LimitSettings before) {
        return new LimitSettings(size(quota, before.quotaBytes()), size(maxMessages, before.quotaMessages()),
                size(maxMessageSize, before.maxMessageBytes()),
                count("--max-recipients", maxRecipients, before.maxRecipients()),
                count("--messages-per-hour", messagesPerHour, before.messagesPerHour()));
    }

    private static OptionalLong size(String option, OptionalLong before) {
        if (option == null) {
            return before;
        }
        return option.equals(INHERIT) ? OptionalLong.empty() : OptionalLong.of(Bytes.parse(option));
    }

    private static OptionalInt count(String name, String option, OptionalInt before) {
        if (option == null) {
            return before;
        }
        if (option.equals(INHERIT)) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(option);
            if (number >= 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number or inherit, not " + option, e);
        }
        throw new IllegalArgumentException(name + " cannot be negative");
    }
}
