package org.sheng.shell.internal.commands;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Writes values as JSON (RFC 8259) on one line. */
final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() { }

    static String of(Object value) {
        Json json = new Json();
        json.value(value);
        return json.text.toString();
    }

    private void value(Object value) {
        if (value instanceof Optional<?> optional) {
            value(optional.orElse(null));
        } else if (value instanceof OptionalLong optional) {
            value(optional.isPresent() ? (Object) optional.getAsLong() : null);
        } else if (value instanceof OptionalInt optional) {
            value(optional.isPresent() ? (Object) optional.getAsInt() : null);
        } else if (value == null || value instanceof Boolean || value instanceof Long || value instanceof Integer) {
            text.append(value);
        } else if (value instanceof Bytes bytes) {
            text.append(bytes.value());
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else if (value instanceof Collection<?> array) {
            array(array);
        } else if (value instanceof Enum<?> constant) {
            string(Cell.word(constant));
        } else if (value instanceof Instant instant) {
            string(instant.toString());
        } else {
            string(value.toString());
        }
    }

    private void object(Map<?, ?> object) {
        text.append('{');
        String comma = "";
        for (Map.Entry<?, ?> member : object.entrySet()) {
            text.append(comma);
            string(member.getKey().toString());
            text.append(':');
            value(member.getValue());
            comma = ",";
        }
        text.append('}');
    }

    private void array(Collection<?> array) {
        text.append('[');
        String comma = "";
        for (Object element : array) {
            text.append(comma);
            value(element);
            comma = ",";
        }
        text.append(']');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    // RFC 8259 §7 asks for control characters; the others would end a line, or are half a character
                    if (c < 0x20 || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029 || loneSurrogate(string, i)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    private static boolean loneSurrogate(String string, int at) {
        char c = string.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
    }
}
