package org.sheng.events.internal;

import java.util.List;
import java.util.Optional;
import org.sheng.mail.MailAddress;

/**
 * Builds a line of {@code key=value} fields. Values that hold anything but plain ASCII without blanks and quotes are
 * quoted; control characters, line and paragraph separators and invisible format characters are written as escapes, so
 * that a line stays one line and shows what it holds.
 */
final class Fields {
    private static final int MAX_VALUE = 1_000;
    private static final int MAX_ADDRESSES = 10;

    private final StringBuilder line = new StringBuilder(200);

    Fields word(String word) {
        blank();
        line.append(word);
        return this;
    }

    Fields add(String key, Object value) {
        blank();
        line.append(key).append('=');
        value(String.valueOf(value));
        return this;
    }

    /** Nothing where the value is empty. */
    Fields addSome(String key, String value) {
        return value.isEmpty() ? this : add(key, value);
    }

    /** The null path is {@code <>}. */
    Fields path(String key, Optional<MailAddress> address) {
        return add(key, address.map(MailAddress::toString).orElse("<>"));
    }

    Fields addresses(String key, List<MailAddress> addresses) {
        String shown = String.join(",", addresses.stream().limit(MAX_ADDRESSES).map(MailAddress::toString).toList());
        add(key, shown);
        return addresses.size() > MAX_ADDRESSES ? add(key + "-count", addresses.size()) : this;
    }

    @Override
    public String toString() {
        return line.toString();
    }

    private void blank() {
        if (!line.isEmpty()) {
            line.append(' ');
        }
    }

    private void value(String value) {
        if (!value.isEmpty() && value.length() <= MAX_VALUE && value.chars()
                .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\')) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints().limit(MAX_VALUE).forEach(this::quoted);
        line.append(value.length() > MAX_VALUE ? "…\"" : "\"");
    }

    private void quoted(int c) {
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\r' -> line.append("\\r");
            case '\n' -> line.append("\\n");
            case '\t' -> line.append("\\t");
            default -> {
                if (visible(c)) {
                    line.appendCodePoint(c);
                } else {
                    line.append(String.format("\\u{%x}", c));
                }
            }
        }
    }

    private static boolean visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
