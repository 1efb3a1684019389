package org.sheng.config.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A settings record: its keys, and how one is made of a file's entries. */
public final class SettingsSchema<T extends Record> {
    private final Constructor<T> constructor;
    private final List<SettingKey> keys;

    /** @throws IllegalArgumentException when the type is no settings record, or a default breaks its own range */
    public SettingsSchema(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        if (components == null) {
            throw new IllegalArgumentException(type.getName() + " is no record");
        }
        keys = Arrays.stream(components).map(SettingKey::new).toList();
        try {
            constructor = type.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("no canonical constructor in " + type.getName(), e);
        }
        constructor.setAccessible(true);
    }

    /** A record with every default. */
    public static <T extends Record> T defaults(Class<T> type) {
        return of(type, Map.of());
    }

    /**
     * A record with some values given, by key as in a file, and the others at their defaults.
     *
     * @throws IllegalArgumentException for an unknown key or a bad value
     */
    public static <T extends Record> T of(Class<T> type, Map<String, String> values) {
        SettingsSchema<T> schema = new SettingsSchema<>(type);
        List<CfgFile.Entry> entries = values.entrySet().stream()
                .map(v -> new CfgFile.Entry(v.getKey(), v.getValue(), 0)).toList();
        for (CfgFile.Entry entry : entries) {
            if (schema.key(entry.key()).isEmpty()) {
                throw new IllegalArgumentException("no such setting: " + entry.key());
            }
        }
        Reading<T> reading = schema.read(entries);
        return reading.values().orElseThrow(() -> new IllegalArgumentException(String.join("; ", reading.refused())));
    }

    /**
     * What came of a set of entries.
     *
     * @param values empty when something was refused
     * @param texts what is in force by key, as written
     * @param refused one text a bad value: line, key, value, range
     */
    record Reading<T>(Optional<T> values, Map<String, String> texts, List<String> refused) { }

    List<SettingKey> keys() {
        return keys;
    }

    Optional<SettingKey> key(String name) {
        return keys.stream().filter(k -> k.name().equals(name)).findFirst();
    }

    Reading<T> read(Collection<CfgFile.Entry> entries) {
        List<String> refused = new ArrayList<>();
        Map<String, String> texts = new LinkedHashMap<>();
        Object[] values = keys.stream().map(key -> value(key, entries, texts, refused)).toArray();
        if (!refused.isEmpty()) {
            return new Reading<>(Optional.empty(), texts, refused);
        }
        try {
            return new Reading<>(Optional.of(constructor.newInstance(values)), texts, refused);
        } catch (ReflectiveOperationException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            // a record's own constructor may refuse values that do not go together
            return new Reading<>(Optional.empty(), texts, List.of(String.valueOf(cause.getMessage())));
        }
    }

    private static Object value(SettingKey key, Collection<CfgFile.Entry> entries, Map<String, String> texts,
            List<String> refused) {
        CfgFile.Entry standard = new CfgFile.Entry(key.name(), key.standard(), 0);
        // given twice, the last one counts, as it does for Config Admin
        CfgFile.Entry entry = entries.stream().filter(e -> e.key().equals(key.name())).reduce((first, last) -> last)
                .orElse(standard);
        texts.put(key.name(), entry.value());
        try {
            return key.read(entry.value());
        } catch (IllegalArgumentException e) {
            String where = entry.line() > 0 ? "line " + entry.line() + ": " : "";
            refused.add(where + key.name() + " = " + (key.secret() ? "(secret)" : entry.value()) + ": "
                    + e.getMessage());
            return null;
        }
    }

    /** The known key that an unknown one was most likely meant to be. */
    Optional<String> nearest(String unknown) {
        record Guess(String name, int distance) { }
        return keys.stream().map(k -> new Guess(k.name(), distance(k.name(), unknown)))
                .min(Comparator.comparingInt(Guess::distance))
                .filter(g -> g.distance() <= Math.max(2, unknown.length() / 2)).map(Guess::name);
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], above) + 1, diagonal + change);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
