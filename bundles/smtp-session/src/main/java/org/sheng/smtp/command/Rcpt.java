package org.sheng.smtp.command;

import java.util.List;
import java.util.Optional;
import org.sheng.mail.MailAddress;
import org.sheng.net.Next;
import org.sheng.smtp.parse.RcptTo;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** RCPT: one recipient more (RFC 5321 §4.1.1.3). */
public final class Rcpt implements Verb.Action<RcptTo> {

    @Override
    public Next act(SmtpSession session, RcptTo to) {
        int most = session.policy().limits().recipients();
        if (session.transaction().accepted().size() >= most) { // RFC 5321 §4.5.3.1.10
            return session.reply(new Reply(452, "4.5.3", "a message may have at most " + most + " recipients; send it again to the others"));
        }
        MailAddress recipient = to.address().orElseGet(() -> postmaster(session));
        Optional<Reply> refusal = session.policy().refuseRecipient(session, recipient);
        if (refusal.isPresent()) {
            return session.refuseMail(refusal.get(), session.transaction().from(), List.of(recipient));
        }
        session.recipient(recipient);
        return session.reply(new Reply(250, "2.1.5", "recipient ok"));
    }

    /** Of the host's own domain, or of the domain that it stands in, where that is the local one. */
    private static MailAddress postmaster(SmtpSession session) {
        String host = session.services().node().hostName();
        String above = host.substring(host.indexOf('.') + 1);
        boolean hostIsDomain = session.services().directory().isLocal(host) || !session.services().directory().isLocal(above);
        return new MailAddress("postmaster", hostIsDomain ? host : above);
    }
}
