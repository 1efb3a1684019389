package org.sheng.directory.internal;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.Limits;

/** What holds, from settings in their order of precedence: the first that says a limit decides it. */
final class Inheritance {
    private Inheritance() { }

    static Limits limits(List<LimitSettings> chain) {
        return new Limits(first(chain, LimitSettings::quotaBytes), first(chain, LimitSettings::quotaMessages),
                first(chain, LimitSettings::maxMessageBytes), firstInt(chain, LimitSettings::maxRecipients),
                firstInt(chain, LimitSettings::messagesPerHour));
    }

    private static long first(List<LimitSettings> chain, Function<LimitSettings, OptionalLong> limit) {
        return chain.stream().map(limit).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).findFirst().orElse(0);
    }

    private static int firstInt(List<LimitSettings> chain, Function<LimitSettings, OptionalInt> limit) {
        return chain.stream().map(limit).filter(OptionalInt::isPresent).mapToInt(OptionalInt::getAsInt).findFirst().orElse(0);
    }
}
