package org.sheng.config;

import java.util.function.Consumer;

/**
 * Reads settings from {@code etc/PID.cfg} and watches them. Where the file is missing it is written with every key
 * commented. A file with a bad value is refused as a whole: the log names key, value, range and line, and the last good values stay
 * in force (the defaults where there were none).
 */
public interface Settings {

    /**
     * Values now in force; {@code changed} is called later, on one thread of this service, with each new good set of values. It must not
     * throw for a value inside its range; when it does, the log says so and the values before stay reported as in force.
     *
     * @param pid names the file, for example {@code org.sheng.smtp}
     * @param type a record whose components all have {@link Setting}
     * @return close it when the component ends
     * @throws IllegalArgumentException when the type is not such a record: a defect of the caller
     */
    <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> changed);

    /** A component's hold on its settings. */
    interface Watch<T extends Record> extends AutoCloseable {

        /** The values in force. */
        T values();

        @Override
        void close();
    }
}
