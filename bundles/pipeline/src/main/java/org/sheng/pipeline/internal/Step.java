package org.sheng.pipeline.internal;

import org.sheng.store.Batch;

/** One step of a message's way. Worker threads only. */
interface Step {

    /** Looks at the branches and leads them on. May read directory and store. */
    default void decide(Passage passage) { }

    /** Adds to the batch what was decided; called again, for a new batch, when the store refused one. */
    default void write(Passage passage, Batch batch) { }
}
