package org.sheng.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sheng.config.Settings;

/** Settings that a test says. */
public final class FixedSettings implements Settings {
    private final Map<Class<?>, Record> values = new ConcurrentHashMap<>();

    public FixedSettings(Record... values) {
        for (Record each : values) {
            this.values.put(each.getClass(), each);
        }
    }

    /** Others are in force from now on; who watches is not told. */
    public void change(Record changed) {
        values.put(changed.getClass(), changed);
    }

    @Override
    public <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> changed) {
        return new Watch<>() {
            @Override
            public T values() {
                return type.cast(values.get(type));
            }

            @Override
            public void close() { }
        };
    }
}
