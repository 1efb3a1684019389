package org.sheng.pipeline;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Submission;
import org.sheng.store.BlobWriter.FinishedBlob;

/** Delivers at once, with an answer for each recipient, as LMTP wants it (RFC 2033 §4.2). Any thread; never blocks. */
public interface LocalDelivery {

    /**
     * One commit for all recipients that can be served: mailboxes of this node, and queue entries for what aliases and groups send elsewhere.
     * Fails with {@link org.sheng.store.StoreException} when nothing was done.
     *
     * @return in the order of the recipients
     */
    CompletionStage<List<Answer>> deliver(FinishedBlob blob, Submission message);

    /** What became of one recipient: {@code status} is an enhanced status code (RFC 3463), 2.x.x when it is done. */
    record Answer(MailAddress recipient, String status, String text) {
        public boolean delivered() {
            return status.startsWith("2.");
        }
    }
}
