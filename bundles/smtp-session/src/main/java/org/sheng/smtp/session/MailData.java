package org.sheng.smtp.session;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.net.Next;
import org.sheng.queue.Recipient;
import org.sheng.queue.Submission;
import org.sheng.store.StoreException;

/** The mail data of one transaction, from the go-ahead to the answer (RFC 5321 §4.1.1.4). */
final class MailData {
    private final SmtpSession session;
    private final IncomingMessage incoming;

    MailData(SmtpSession session) {
        this.session = session;
        this.incoming = new IncomingMessage(session, session.services().store().newBlob());
    }

    /** As {@link org.sheng.net.Session#input}. */
    Next take(ByteBuffer unread) {
        incoming.take(unread);
        if (incoming.ended()) {
            return end();
        }
        if (incoming.endless()) {
            session.reply(incoming.refusal().orElseThrow());
            return Next.CLOSE;
        }
        return incoming.writable() ? Next.MORE : Next.after(incoming.drained().handle((drained, failure) -> {
            if (failure != null) {
                incoming.refuse(StoreReplies.of(failure));
            }
            return Next.AGAIN;
        }));
    }

    void abort() {
        incoming.abort();
    }

    private Next end() {
        Transaction ended = session.transaction();
        incoming.end();
        if (incoming.refusal().isPresent()) {
            return refuse(ended, incoming.refusal().get());
        }
        try {
            IncomingMessage.Finished finished = incoming.finish();
            Submission submission = submission(ended, finished);
            session.handOver();
            return Next.after(session.policy().accept(session, finished.blob(), submission).handle((replies, failure) ->
                    failure == null ? answer(submission, ended, finished.messageId(), replies)
                            : refuse(ended, StoreReplies.of(failure))));
        } catch (StoreException e) {
            return refuse(ended, StoreReplies.of(e));
        }
    }

    private static Submission submission(Transaction ended, IncomingMessage.Finished finished) {
        return new Submission(ended.trace(), ended.from().sender(),
                ended.recipients().stream().map(Recipient::of).toList(),
                finished.blob().id(), finished.blob().size(), finished.skip(), finished.arrived(), 0,
                new Submission.Options(ended.from().eightBit(), false, false, "", ""));
    }

    private Next answer(Submission submission, Transaction ended, String messageId, List<Reply> replies) {
        List<MailAddress> recipients = session.dialect().repliesPerRecipient() ? positive(ended.accepted(), replies)
                : ended.recipients();
        replies.forEach(session::reply);
        String service = session.policy().service();
        session.services().events().publish(recipients.isEmpty()
                ? new MailEvent.MessageRefused(submission.trace(), service, session.client(), submission.sender(),
                        ended.recipients(), replies.get(0).line())
                : new MailEvent.MessageReceived(submission.trace(), service, session.client(),
                        session.user().map(who -> who.address().toString()), submission.sender(), recipients,
                        submission.size(), messageId));
        session.forgive();
        session.reset();
        return Next.AGAIN;
    }

    private static List<MailAddress> positive(List<MailAddress> recipients, List<Reply> replies) {
        List<MailAddress> served = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            if (replies.get(i).positive()) {
                served.add(recipients.get(i));
            }
        }
        return served;
    }

    private Next refuse(Transaction ended, Reply reply) {
        incoming.abort();
        if (session.dialect().repliesPerRecipient()) { // RFC 2033 §4.2
            for (int i = 1; i < ended.accepted().size(); i++) {
                session.reply(reply);
            }
        }
        session.reset();
        Next next = session.refuseMail(reply, ended.trace(), ended.from(), List.copyOf(ended.accepted()));
        return incoming.smuggling() ? Next.CLOSE : next;
    }
}
