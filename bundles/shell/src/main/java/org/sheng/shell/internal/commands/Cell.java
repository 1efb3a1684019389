package org.sheng.shell.internal.commands;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a value is shown to a person. What a stranger sent cannot steer the terminal: invisible characters are shown as
 * �.
 */
final class Cell {
    private Cell() { }

    static String text(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(Cell::text).orElse("-");
        }
        if (value instanceof Collection<?> values) {
            return values.isEmpty() ? "-" : values.stream().map(Cell::text).collect(Collectors.joining(" "));
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }
        if (value instanceof Enum<?> constant) {
            return word(constant);
        }
        String text = String.valueOf(value);
        return text.isEmpty() ? "-" : text.codePoints().map(c -> visible(c) ? c : 0xfffd)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code lastReply} is {@code LAST REPLY}. */
    static String title(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
