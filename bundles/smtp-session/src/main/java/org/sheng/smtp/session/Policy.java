package org.sheng.smtp.session;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Submission;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.store.BlobWriter.FinishedBlob;

/** What one service takes, from whom, and what becomes of it. One for all sessions. Worker threads. */
public interface Policy {

    /** As {@link org.sheng.service.MailService#name}. */
    String service();

    SessionLimits limits();

    /** May a message with this sender begin? Empty: yes. */
    Optional<Reply> refuseSender(SmtpSession session, MailFrom from);

    /** May this recipient be had? Empty: yes. */
    Optional<Reply> refuseRecipient(SmtpSession session, MailAddress recipient);

    /** Most bytes of a message that this client may send; 0: no limit. */
    default long messageSize(SmtpSession session) {
        return limits().messageSize();
    }

    /** True when what RFC 6409 §8 lets a submission server add is added: a missing Date and Message-ID. */
    boolean completesHeader();

    /**
     * Makes a message durable. Fails with {@link org.sheng.store.StoreException} when it is not.
     *
     * @return one reply for the message; LMTP: one for each of the session's recipients, in order
     */
    CompletionStage<List<Reply>> accept(SmtpSession session, FinishedBlob blob, Submission message);
}
