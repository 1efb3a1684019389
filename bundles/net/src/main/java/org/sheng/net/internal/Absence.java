package org.sheng.net.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which engines are missing, in words for the administrator. */
final class Absence {

    private Absence() { }

    /** {@code MailStore} is told as mail store. */
    static String of(List<Class<?>> engines) {
        if (engines.isEmpty()) {
            return "its engines are there; it is about to serve";
        }
        return "without " + engines.stream().map(Absence::name).collect(Collectors.joining(", "))
                + ": clients are asked to come again; bundle:list -s and scr:list show what is stopped";
    }

    private static String name(Class<?> engine) {
        return engine.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }
}
