package org.sheng.operations.internal;

import org.sheng.operation.Call;
import org.sheng.operation.Caller;

/** A call that nobody watches. */
record PlainCall(Caller caller) implements Call {
    @Override
    public void progress(Progress progress) { }

    @Override
    public boolean cancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
