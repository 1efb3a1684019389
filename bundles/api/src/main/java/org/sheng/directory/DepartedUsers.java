package org.sheng.directory;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Users that were deleted and whose mail may still be in the store. A user becomes one in the transaction that
 * deletes it, so that no
 * crash leaves mail behind that nobody knows of. Blocks: worker threads only. Every method may throw {@link
 * DirectoryUnavailable}.
 */
public interface DepartedUsers {

    /**
     * @param after the last one seen; empty: from the start
     * @param limit 1 to 10,000
     */
    List<Departed> departed(Optional<UUID> after, int limit);

    /** The mail is gone: the user is forgotten, durably when this returns. Does nothing for one that is not there. */
    void mailIsGone(UUID id);

    /** @param name the main address it had */
    record Departed(UUID id, String name) { }
}
