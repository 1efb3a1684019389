package org.sheng.config.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.sheng.config.Schemas.Entry;
import org.sheng.config.Schemas.Schema;
import org.sheng.config.Settings.Watch;
import org.sheng.config.internal.FileSettings.Entries;
import org.sheng.config.internal.SettingsSchema.Reading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One component's hold on one file: what is in force, and why the file as it is now is not. */
final class WatchedFile<T extends Record> implements Watch<T> {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.config");

    private final String pid;
    private final Path path;
    private final SettingsSchema<T> keys;
    private final Consumer<T> changed;
    private final Consumer<WatchedFile<T>> closed;
    private volatile State<T> state;

    WatchedFile(String pid, Path path, SettingsSchema<T> keys, Consumer<T> changed, Consumer<WatchedFile<T>> closed) {
        this.pid = pid;
        this.path = path;
        this.keys = keys;
        this.changed = changed;
        this.closed = closed;
    }

    private record State<T>(T values, Map<String, String> texts, String trouble) { }

    String pid() {
        return pid;
    }

    Path path() {
        return path;
    }

    SettingsSchema<T> keys() {
        return keys;
    }

    @Override
    public T values() {
        return state.values();
    }

    @Override
    public void close() {
        closed.accept(this);
    }

    /** The first reading: there is no value before it but the defaults. */
    synchronized void begin(Entries entries, Predicate<String> known) {
        Reading<T> standard = keys.read(List.of());
        state = new State<>(standard.values().orElseThrow(() -> new IllegalArgumentException(
                "the defaults of " + pid + " are refused: " + String.join("; ", standard.refused()))),
                standard.texts(), "");
        Reading<T> reading = read(entries, known);
        reading.values().ifPresent(values -> state = new State<>(values, reading.texts(), ""));
    }

    synchronized void change(Entries entries, Predicate<String> known) {
        Reading<T> reading = read(entries, known);
        State<T> before = state;
        if (reading.values().isEmpty()) {
            return;
        }
        T values = reading.values().get();
        state = new State<>(values, reading.texts(), "");
        if (values.equals(before.values())) {
            return;
        }
        try {
            changed.accept(values);
            LOG.info("{} changed: {}", path, differences(before.texts(), reading.texts()));
        } catch (RuntimeException e) {
            state = new State<>(before.values(), before.texts(), "could not be put in force: " + e.getMessage());
            LOG.error("{} could not be put in force; what was in force before is still reported", path, e);
        }
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(state.texts().get(key));
    }

    Schema schema() {
        State<T> now = state;
        return new Schema(pid, path, keys.keys().stream().map(key -> entry(key, now.texts().get(key.name()))).toList(),
                now.trouble());
    }

    private static Entry entry(SettingKey key, String inForce) {
        return new Entry(key.name(), key.description(), key.range(), key.standard(), shown(key, inForce), key.secret());
    }

    private Reading<T> read(Entries entries, Predicate<String> known) {
        Reading<T> reading = entries.trouble().isEmpty() ? keys.read(entries.entries())
                : new Reading<>(Optional.empty(), Map.of(), List.of(entries.trouble()));
        if (reading.values().isEmpty()) {
            String trouble = String.join("; ", reading.refused());
            state = new State<>(state.values(), state.texts(), trouble);
            LOG.error("{} is refused, what was in force stays in force: {}", path, trouble);
        }
        entries.entries().stream().filter(entry -> !known.test(entry.key())).forEach(this::warnOfUnknown);
        return reading;
    }

    private void warnOfUnknown(CfgFile.Entry entry) {
        LOG.warn("{}{}: {} is no setting and does nothing{}", path, entry.line() > 0 ? " line " + entry.line() : "",
                entry.key(),
                keys.nearest(entry.key()).map(name -> "; did you mean " + name + "?").orElse(""));
    }

    private String differences(Map<String, String> before, Map<String, String> after) {
        return keys.keys().stream().filter(key -> !before.get(key.name()).equals(after.get(key.name())))
                .map(key -> key.name() + " = " + shown(key, after.get(key.name())) + " (was "
                + shown(key, before.get(key.name())) + ")")
                .collect(Collectors.joining(", "));
    }

    private static String shown(SettingKey key, String text) {
        return key.secret() && !text.isEmpty() ? "(secret)" : text;
    }
}
