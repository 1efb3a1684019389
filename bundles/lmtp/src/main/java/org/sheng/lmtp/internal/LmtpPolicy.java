package org.sheng.lmtp.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.sheng.mail.MailAddress;
import org.sheng.net.Networks;
import org.sheng.pipeline.LocalDelivery;
import org.sheng.queue.Submission;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.session.LocalRecipients;
import org.sheng.smtp.session.Policy;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SessionLimits;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.store.BlobWriter.FinishedBlob;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mail for mailboxes of this node, delivered before it is answered. */
final class LmtpPolicy implements Policy {
    private static final Logger LOG = LoggerFactory.getLogger(LmtpPolicy.class);
    private static final Optional<Reply> NOT_HERE = Optional.of(new Reply(550, "5.1.2", "not a domain of this host"));
    private static final Optional<Reply> NOT_YOU = Optional.of(new Reply(550, "5.7.1", "your address may not deliver here"));

    private final Supplier<LmtpSettings> settings;
    private final LocalDelivery delivery;
    private volatile Clients clients = new Clients(List.of(), new Networks(List.of()));

    /** Made anew when the settings name others. */
    private record Clients(List<String> names, Networks networks) { }

    LmtpPolicy(Supplier<LmtpSettings> settings, LocalDelivery delivery) {
        this.settings = settings;
        this.delivery = delivery;
    }

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
        return clients().contain(session.connection().remote().getAddress()) ? Optional.empty() : NOT_YOU;
    }

    private Networks clients() {
        List<String> names = settings.get().clients();
        Clients known = clients;
        if (!known.names.equals(names)) {
            known = new Clients(names, networks(names));
            clients = known;
        }
        return known.networks;
    }

    /** What is no network lets nobody in, rather than all. */
    private static Networks networks(List<String> names) {
        try {
            return new Networks(names);
        } catch (IllegalArgumentException e) {
            LOG.error("org.sheng.lmtp.cfg, clients: {}; nobody may deliver until it is corrected", e.getMessage());
            return new Networks(List.of());
        }
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
