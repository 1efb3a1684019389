package org.sheng.imap.internal.session;

import java.util.concurrent.CompletionException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.store.StoreException;

/** Refusals of store and directory as response codes and words (RFC 5530). */
final class Refusals {
    private Refusals() { }

    static String text(Throwable cause) {
        Throwable reason = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (reason instanceof StoreException refused) {
            return switch (refused.reason()) {
                case OVER_QUOTA -> "[OVERQUOTA] The mailbox is full: delete messages first";
                case EXISTS -> "[ALREADYEXISTS] There is a mailbox of this name";
                case MISSING -> "[NONEXISTENT] There is no such mailbox or message any more";
                case CONFLICT -> "[CANNOT] This cannot be done with this mailbox";
                case TOO_LARGE -> "[LIMIT] A limit of the server is reached: " + refused.getMessage();
                case BUSY -> "[INUSE] The server is busy, try again in a moment";
                case UNAVAILABLE -> "[UNAVAILABLE] Mail cannot be kept or read now, try again later";
            };
        }
        if (reason instanceof DirectoryUnavailable) {
            return "[UNAVAILABLE] Users cannot be looked up now, try again later";
        }
        throw new IllegalStateException("a defect, not a refusal", reason);
    }
}
