package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sheng.directory.Limits;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Submission;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.session.LocalRecipients;
import org.sheng.smtp.session.Policy;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SessionLimits;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.store.BlobWriter.FinishedBlob;

/** Mail from users, to anybody: as themselves, and within their limits. */
record SubmissionPolicy(Supplier<SubmissionSettings> settings, Spool spool, SendingRates rates) implements Policy {

    @Override
    public String service() {
        return "submission";
    }

    @Override
    public SessionLimits limits() {
        return settings.get().limits();
    }

    @Override
    public Optional<Reply> refuseSender(SmtpSession session, MailFrom from) {
        if (session.user().isEmpty()) {
            return Optional.of(new Reply(530, "5.7.0", "authenticate first")); // RFC 6409 §4.3
        }
        User user = session.user().get();
        if (from.sender().isPresent() && !session.services().directory().maySendAs(user, from.sender().get())) { // RFC 6409 §6.1
            return Optional.of(new Reply(553, "5.7.1", "not an address of yours"));
        }
        Limits limits = user.limits();
        if (!rates.maySend(user.id(), limits.messagesPerHour())) {
            return Optional.of(new Reply(450, "4.7.1", "you may send at most " + limits.messagesPerHour() + " messages an hour; try again later"));
        }
        return Optional.empty();
    }

    @Override
    public Optional<Reply> refuseRecipient(SmtpSession session, MailAddress recipient) {
        int most = session.user().orElseThrow().limits().maxRecipients();
        if (most > 0 && session.transaction().accepted().size() >= most) {
            return Optional.of(new Reply(452, "4.5.3", "you may send to at most " + most + " recipients at once"));
        }
        return LocalRecipients.refuse(session, recipient, Optional.empty());
    }

    @Override
    public long messageSize(SmtpSession session) {
        long all = limits().messageSize();
        long own = session.user().map(user -> user.limits().maxMessageBytes()).orElse(0L);
        return own == 0 || all > 0 && all < own ? all : own;
    }

    @Override
    public boolean completesHeader() {
        return true;
    }

    @Override
    public CompletionStage<List<Reply>> accept(SmtpSession session, FinishedBlob blob, Submission message) {
        rates.sent(session.user().orElseThrow().id());
        return spool.accept(blob, message);
    }
}
