package org.sheng.operation;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * A text for people in their language: a key of the message files {@code texts.properties} and {@code texts_zh_CN.properties} (UTF-8, {@link
 * MessageFormat}) in the package of a class. Both files have the same keys.
 *
 * @param owner whose package has the files
 * @param key in both of them
 * @param values put into the text; one that is a text of its own, in the same language
 */
public record Text(Class<?> owner, String key, List<Object> values) {

    public static Text of(Class<?> owner, String key, Object... values) {
        return new Text(owner, key, List.of(values));
    }

    /** A text that has one language alone: what another program said. */
    public static Text said(String text) {
        return new Text(Text.class, "said", List.of(text));
    }

    /** @throws MissingResourceException when the files lack the key: a defect */
    public String in(Locale language) {
        if (owner == Text.class) {
            return String.valueOf(values.get(0));
        }
        // without the fallback to the language of the machine, which is nobody's
        ResourceBundle texts = ResourceBundle.getBundle(owner.getPackageName() + ".texts", language, owner.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return new MessageFormat(texts.getString(key), language).format(values.stream()
                .map(value -> value instanceof Text text ? text.in(language) : value).toArray());
    }

    /** In English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
