package org.sheng.imap.internal.session;

import java.util.concurrent.CompletionStage;

/** Work that is done in steps of a few milliseconds at most, so that the client's reading and the node's other sessions set the pace. */
@FunctionalInterface
public interface Work {

    /** Does a step. May throw {@link org.sheng.store.StoreException}. */
    Step step();

    /** What comes after a step. */
    sealed interface Step {
        Step MORE = Now.MORE;
        Step DONE = Now.DONE;

        /** The next step is when the stage is complete, whatever way. */
        static Step after(CompletionStage<?> stage) {
            return new After(stage);
        }

        enum Now implements Step { MORE, DONE }

        record After(CompletionStage<?> stage) implements Step { }
    }
}
