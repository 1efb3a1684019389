package org.sheng.lmtp.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sheng.mail.MailAddress;
import org.sheng.pipeline.LocalDelivery;
import org.sheng.queue.Submission;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.session.LocalRecipients;
import org.sheng.smtp.session.Policy;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SessionLimits;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.store.BlobWriter.FinishedBlob;

/** Mail for mailboxes of this node, delivered before it is answered. */
record LmtpPolicy(Supplier<LmtpSettings> settings, LocalDelivery delivery) implements Policy {
    private static final Optional<Reply> NOT_HERE = Optional.of(new Reply(550, "5.1.2", "not a domain of this host"));

    @Override
    public String service() {
        return "lmtp";
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
        return LocalRecipients.refuse(session, recipient, NOT_HERE);
    }

    @Override
    public boolean completesHeader() {
        return false;
    }

    @Override
    public CompletionStage<List<Reply>> accept(SmtpSession session, FinishedBlob blob, Submission message) {
        List<MailAddress> asked = List.copyOf(session.transaction().accepted());
        return delivery.deliver(blob, message).thenApply(answers -> {
            Map<MailAddress, LocalDelivery.Answer> byRecipient = new HashMap<>();
            answers.forEach(answer -> byRecipient.put(answer.recipient(), answer));
            return asked.stream().map(recipient -> reply(byRecipient.get(recipient))).toList(); // RFC 2033 §4.2: in the order of RCPT
        });
    }

    private static Reply reply(LocalDelivery.Answer answer) {
        int code = switch (answer.status().charAt(0)) {
            case '2' -> 250;
            case '4' -> answer.status().startsWith("4.2.2") || answer.status().startsWith("4.3.1") ? 452 : 451;
            default -> answer.status().startsWith("5.2.2") || answer.status().startsWith("5.2.3") ? 552 : 550;
        };
        return new Reply(code, answer.status(), "<" + answer.recipient() + "> " + answer.text());
    }
}
