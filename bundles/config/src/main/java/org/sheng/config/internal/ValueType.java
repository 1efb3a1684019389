package org.sheng.config.internal;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How one value is written in a file. Throws {@link IllegalArgumentException} without more for what is not of the type.
 */
enum ValueType {
    INT("a whole number") {
        @Override
        Object read(String text, Class<?> type) {
            return Integer.parseInt(text);
        }
    },
    LONG("a whole number, K, M, G or T behind it for 1024 and its powers") {
        @Override
        Object read(String text, Class<?> type) {
            int power = text.isEmpty() ? -1 : "KMGT".indexOf(Character.toUpperCase(text.charAt(text.length() - 1)));
            if (power < 0) {
                return Long.parseLong(text);
            }
            long number = Long.parseLong(text.substring(0, text.length() - 1).strip());
            try {
                return Math.multiplyExact(number, 1L << 10 * (power + 1));
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException(e);
            }
        }
    },
    BOOLEAN("true or false") {
        @Override
        Object read(String text, Class<?> type) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException();
            };
        }
    },
    STRING("text") {
        @Override
        Object read(String text, Class<?> type) {
            return text;
        }
    },
    DURATION("a time such as 500ms, 10s, 5m, 4h, 5d") {
        @Override
        Object read(String text, Class<?> type) {
            return duration(text);
        }
    },
    ENUM("one of") {
        @Override
        Object read(String text, Class<?> type) {
            return Arrays.stream(type.getEnumConstants()).filter(c -> word(c).equalsIgnoreCase(text)).findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }

        @Override
        String describe(Class<?> type) {
            return Arrays.stream(type.getEnumConstants()).map(ValueType::word)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
    };

    private static final Pattern DURATION_TEXT = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");

    private final String description;

    ValueType(String description) {
        this.description = description;
    }

    abstract Object read(String text, Class<?> type);

    /** What is taken, for people. */
    String describe(Class<?> type) {
        return description;
    }

    static ValueType of(Class<?> type) {
        if (type == int.class) {
            return INT;
        }
        if (type == long.class) {
            return LONG;
        }
        if (type == boolean.class) {
            return BOOLEAN;
        }
        if (type == String.class) {
            return STRING;
        }
        if (type == Duration.class) {
            return DURATION;
        }
        if (type.isEnum()) {
            return ENUM;
        }
        throw new IllegalArgumentException("a setting cannot be of " + type);
    }

    private static Duration duration(String text) {
        Matcher written = DURATION_TEXT.matcher(text);
        if (written.matches()) {
            long number = Long.parseLong(written.group(1));
            return switch (written.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
