package org.sheng.imap.internal.command;

import java.util.concurrent.CompletionException;

/** A stage's failure as what was thrown. */
final class Failures {
    private Failures() { }

    static RuntimeException of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
