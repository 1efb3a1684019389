package org.sheng.operation;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All operations that there are now, and the one way to call them. Faces deal in trees: maps by component name, lists, strings, numbers and
 * booleans, which any face can make of its own words, JSON or command line. Any thread, but worker threads only where {@link #run} is called.
 */
public interface Operations {

    /** In order of name. */
    List<Entry> all();

    Optional<Entry> named(String name);

    /** Calls {@code listener} after each change of what there is, on any thread; until closed. */
    Watch watch(Runnable listener);

    /**
     * Makes an input of a tree. Numbers, booleans, times and such may be strings; sizes in bytes may have K, M, G or T behind them.
     *
     * @param tree may hold a {@link Body}
     * @throws Refusal INVALID with the component's name: unknown, missing, or outside of its bounds
     */
    Record input(Entry entry, Map<String, Object> tree) throws Refusal;

    /** A record, page or list as a tree; secrets are left out, empty {@code Optional}s too. Other values as they are. */
    Object tree(Object value);

    /**
     * Runs an operation for a caller: checks the role and the scope, runs it, writes the audit of what is no mere look. What is offered as a
     * task is begun and answered with a {@link Tasks.View}.
     *
     * @param expected the version of the thing that the caller saw ({@link Answer#version}); empty: whatever it is now
     * <p>Changes of one path come one after another: a call waits at most ten seconds for those before it, else it is refused with LIMIT. A task
     * holds its path only until it has begun.
     *
     * @throws Refusal FORBIDDEN, STALE, LIMIT, and what the operation refuses; FAILED where it has a defect
     */
    Answer run(Entry entry, Record input, Caller caller, Optional<String> expected) throws Refusal;

    /**
     * An operation with its line in the table.
     *
     * @param output the type argument of the operation
     */
    record Entry(Offered offered, Operation<?, ?> operation, Class<? extends Record> input, Type output) {
        public String name() {
            return offered.name();
        }

        /** GET, POST, PUT, PATCH or DELETE. */
        public String method() {
            return offered.http().substring(0, offered.http().indexOf(' '));
        }

        /** Begins with a slash; names in braces. */
        public String path() {
            return offered.http().substring(offered.http().indexOf(' ') + 1);
        }
    }

    /**
     * @param value what the operation answered; null for {@code Void}
     * @param version of the thing that the answer shows, for a later {@code expected}; empty where it has none
     * @param entry number in the audit; empty for a mere look, and for a task that was only begun
     */
    record Answer(Object value, Optional<String> version, Optional<Long> entry) {
        public Answer(Object value, Optional<String> version) {
            this(value, version, Optional.empty());
        }
    }

    /** A listener's hold. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }
}
