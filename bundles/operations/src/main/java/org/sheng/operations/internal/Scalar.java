package org.sheng.operations.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.mail.MailAddress;
import org.sheng.operation.Body;
import org.sheng.operation.Text;

/** Values that are one word in a tree: how they are read, written and measured. */
final class Scalar {
    private static final Set<Class<?>> READ = Set.of(boolean.class, Boolean.class, int.class, Integer.class, long.class, Long.class, String.class,
            Instant.class, Duration.class, UUID.class, MailAddress.class, Body.class);
    private static final Pattern SIZE = Pattern.compile("(-?[0-9]{1,19})([KMGT]?)");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private Scalar() { }

    static boolean reads(Class<?> type) {
        return READ.contains(type) || type.isEnum();
    }

    /** @throws IllegalArgumentException when the value is none of the type */
    static Object read(Class<?> type, Object given) {
        if (type == Body.class && given instanceof Body) {
            return given;
        }
        if (given == null || type == Body.class || given instanceof Body || given instanceof Map || given instanceof List) {
            throw new IllegalArgumentException("not one value");
        }
        String text = given.toString();
        if (type == String.class) {
            return text;
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).filter(each -> word((Enum<?>) each).equals(text.toLowerCase(Locale.ROOT))).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(text));
        }
        if (type == boolean.class || type == Boolean.class) {
            return truth(text);
        }
        if (type == long.class || type == Long.class) {
            return number(text);
        }
        if (type == int.class || type == Integer.class) {
            return Math.toIntExact(inInt(number(text)));
        }
        if (type == UUID.class) {
            return UUID.fromString(text);
        }
        if (type == MailAddress.class) {
            return MailAddress.parse(text);
        }
        try {
            return type == Instant.class ? Instant.parse(text) : duration(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static boolean truth(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static long inInt(long number) {
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(Long.toString(number));
        }
        return number;
    }

    private static long number(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException(text);
        }
        int power = " KMGT".indexOf(size.group(2).isEmpty() ? ' ' : size.group(2).charAt(0));
        try {
            return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(1L << 10 * power)).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Duration duration(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            return Duration.parse(text);
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** What {@code min} and {@code max} bound; 0 for what has no measure. */
    static long measure(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Duration duration) {
            return duration.toSeconds();
        }
        return value instanceof String text ? text.codePointCount(0, text.length()) : 0;
    }

    /** What is expected, for a person. */
    static Text form(Class<?> type) {
        if (type.isEnum()) {
            return Text.of(Scalar.class, "form.enum", String.join(", ", Arrays.stream(type.getEnumConstants()).map(each -> word((Enum<?>) each))
                    .toList()));
        }
        return Text.of(Scalar.class, "form." + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    /** An enum's constant as it is written outside. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
