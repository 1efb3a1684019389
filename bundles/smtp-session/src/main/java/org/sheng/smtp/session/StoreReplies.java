package org.sheng.smtp.session;

import java.util.concurrent.CompletionException;
import org.sheng.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told when a message cannot be stored: always to come again, for the message may be good. */
final class StoreReplies {
    private static final Logger LOG = LoggerFactory.getLogger(StoreReplies.class);

    private StoreReplies() { }

    static Reply of(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof StoreException store)) {
            LOG.error("A message could not be stored", cause);
            return Reply.LOCAL_ERROR;
        }
        return switch (store.reason()) {
            case BUSY, UNAVAILABLE -> new Reply(452, "4.3.1", "no room in the mail system now; try again later"); // RFC 5321 §4.2.2
            case TOO_LARGE -> new Reply(552, "5.3.4", "the message is too large for the store");
            case OVER_QUOTA, EXISTS, MISSING, CONFLICT -> {
                LOG.error("A message could not be stored", store);
                yield Reply.LOCAL_ERROR;
            }
        };
    }
}
