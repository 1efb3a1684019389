package org.sheng.config.internal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.sheng.config.Setting;

/** One setting: a component of a settings record. */
final class SettingKey {
    private final String name;
    private final Setting setting;
    private final boolean list;
    private final Class<?> type;
    private final ValueType valueType;
    private final Pattern pattern;

    /** @throws IllegalArgumentException when the component is no setting, or its default breaks its own rules */
    SettingKey(RecordComponent component) {
        setting = component.getAnnotation(Setting.class);
        if (setting == null) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + " lacks @Setting");
        }
        name = component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
        list = component.getType() == List.class;
        type = list ? elementType(component.getGenericType()) : component.getType();
        valueType = ValueType.of(type);
        pattern = Pattern.compile(setting.pattern());
        read(setting.def());
    }

    String name() {
        return name;
    }

    String description() {
        return setting.value();
    }

    String standard() {
        return setting.def();
    }

    boolean secret() {
        return setting.secret();
    }

    /** @throws IllegalArgumentException saying what is taken, with the range */
    Object read(String text) {
        Object value;
        try {
            value = list ? elements(text) : element(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it must be " + range(), e);
        }
        if (!inRange(value)) {
            throw new IllegalArgumentException("it must be " + range());
        }
        return value;
    }

    /** What is taken, for people: type, range, pattern. */
    String range() {
        String what = list ? "a list, parted by commas; each " + valueType.describe(type) : valueType.describe(type);
        return what + bounds() + (setting.pattern().isEmpty() ? "" : "; matching " + setting.pattern());
    }

    private String bounds() {
        boolean lower = setting.min() != Long.MIN_VALUE;
        boolean upper = setting.max() != Long.MAX_VALUE;
        String unit = list ? " elements" : valueType == ValueType.STRING ? " characters" : "";
        if (lower && upper) {
            return "; " + bound(setting.min()) + " to " + bound(setting.max()) + unit;
        }
        if (lower) {
            return "; at least " + bound(setting.min()) + unit;
        }
        return upper ? "; at most " + bound(setting.max()) + unit : "";
    }

    private String bound(long value) {
        if (list) {
            return Long.toString(value);
        }
        return switch (valueType) {
            case DURATION -> duration(value);
            case LONG -> size(value);
            default -> Long.toString(value);
        };
    }

    private static String duration(long seconds) {
        if (seconds != 0 && seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds != 0 && seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String size(long value) {
        for (int power = 4; power > 0; power--) {
            long unit = 1L << 10 * power;
            if (value != 0 && value % unit == 0) {
                return value / unit + "" + " KMGT".charAt(power);
            }
        }
        return Long.toString(value);
    }

    private List<Object> elements(String text) {
        return text.isBlank() ? List.of() : Arrays.stream(text.split(",", -1)).map(String::strip).map(this::element)
                .toList();
    }

    private Object element(String text) {
        Object value = valueType.read(text, type);
        if (!setting.pattern().isEmpty() && !pattern.matcher(text).matches()) {
            throw new IllegalArgumentException();
        }
        return value;
    }

    private boolean inRange(Object value) {
        if (value instanceof List<?> elements) {
            return inRange(elements.size());
        }
        return switch (valueType) {
            case INT, LONG -> inRange(((Number) value).longValue());
            case STRING -> inRange(((String) value).length());
            case DURATION -> !(setting.min() != Long.MIN_VALUE && ((Duration) value)
                    .compareTo(Duration.ofSeconds(setting.min())) < 0)
                    && ((Duration) value).compareTo(Duration.ofSeconds(setting.max())) <= 0;
            case BOOLEAN, ENUM -> true;
        };
    }

    private boolean inRange(long number) {
        return number >= setting.min() && number <= setting.max();
    }

    private static Class<?> elementType(Type list) {
        if (list instanceof ParameterizedType parameters
                && parameters.getActualTypeArguments()[0] instanceof Class<?> element) {
            return element;
        }
        throw new IllegalArgumentException("a list of settings must name the type of its elements");
    }
}
