package org.sheng.smtp.internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Submission;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.session.LocalRecipients;
import org.sheng.smtp.session.Policy;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SessionLimits;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.store.BlobWriter.FinishedBlob;

/** Mail from other hosts: for addresses of this node alone, from whom it may be. */
record SmtpPolicy(Supplier<SmtpSettings> settings, Spool spool) implements Policy {
    private static final Optional<Reply> NO_RELAY = Optional.of(new Reply(550, "5.7.1", "no relaying: not a domain of this host"));

    @Override
    public String service() {
        return "smtp";
    }

    @Override
    public SessionLimits limits() {
        return settings.get().limits();
    }

    @Override
    public Optional<Reply> refuseSender(SmtpSession session, MailFrom from) {
        return Optional.empty();
    }

    @Override
    public Optional<Reply> refuseRecipient(SmtpSession session, MailAddress recipient) {
        return LocalRecipients.refuse(session, recipient, NO_RELAY);
    }

    @Override
    public boolean completesHeader() {
        return false; // RFC 5321 §6.4: a message from another host is passed on as it is
    }

    @Override
    public CompletionStage<List<Reply>> accept(SmtpSession session, FinishedBlob blob, Submission message) {
        return spool.accept(blob, message);
    }
}
