package org.sheng.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Long work: begun, watched, cancelled. Kept in memory: at most 1,000 that have ended, for a day; a restart of the node ends those that run
 * and forgets all. What they had done until then stays, and is in the audit. Any thread.
 */
public interface Tasks {

    /** Newest first. */
    List<View> list();

    Optional<View> task(String id);

    /** Asks the task to end; false when there is none of this id, or it has ended. */
    boolean cancel(String id);

    /** Changes of the task from now on, as {@link View}s, at most ten in a second, until it has ended; at once over for the 101st that follows; empty when there is none of this id. */
    Optional<Feed> follow(String id);

    /**
     * A task as it is now.
     *
     * @param done and {@code all}: as in {@link Call.Progress}
     * @param text what it does now, or why it failed, in the starter's language
     * @param result what the operation answered, as a tree; empty until it succeeded, and where it answers nothing
     */
    record View(String id, String operation, String by, State state, Instant begun, Optional<Instant> ended, long done, long all, String text,
            Optional<Object> result) { }

    /** Where a task is in its life. */
    enum State { WAITING, RUNNING, SUCCEEDED, FAILED, CANCELLED }
}
