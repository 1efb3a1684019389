package org.sheng.net.internal;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives something its turns with the workers: one step after another, on at most one worker at any time. */
final class Turns implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    /** Steps in one go, before others have their turn. */
    private static final int STEPS_A_TURN = 128;

    private final Object lock;
    private final Executor workers;
    private final Steps steps;
    private boolean scheduled;

    /** What is to be done. */
    interface Steps {

        /** What is to be done now, null for nothing. Holding the lock. */
        Runnable next();

        /** Nothing is to be done any more. Holding the lock. */
        boolean finished();

        /** After the last of the steps that could be done in one go. */
        void flush();

        /** A step threw: a defect, which must not take the worker with it. */
        void failed(Throwable defect);
    }

    /** @param lock guards what {@code steps} says */
    Turns(Object lock, Executor workers, Steps steps) {
        this.lock = lock;
        this.workers = workers;
        this.steps = steps;
    }

    /** There is something to do. Holding the lock. */
    void schedule() {
        if (!scheduled) {
            scheduled = true;
            submit();
        }
    }

    private void submit() {
        try {
            workers.execute(this);
        } catch (RejectedExecutionException e) {
            LOG.debug("{}: the engine has ended", steps);
        }
    }

    @Override
    public void run() {
        boolean flushed = false;
        for (int done = 0; done < STEPS_A_TURN; done++) {
            Runnable step;
            synchronized (lock) {
                step = steps.next();
                if (step == null && flushed) {
                    scheduled = steps.finished(); // who is finished is never scheduled again
                    return;
                }
            }
            if (step == null) {
                steps.flush();
                flushed = true;
                continue;
            }
            flushed = false;
            try {
                step.run();
            } catch (Throwable defect) {
                steps.failed(defect);
            }
        }
        steps.flush();
        submit();
    }
}
