package org.sheng.smtp.command;

import java.util.List;
import java.util.Optional;
import org.sheng.net.Next;
import org.sheng.smtp.parse.MailFrom;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** MAIL: a transaction begins (RFC 5321 §4.1.1.2). */
public final class Mail implements Verb.Action<MailFrom> {

    @Override
    public Next act(SmtpSession session, MailFrom from) {
        long most = session.policy().messageSize(session);
        if (most > 0 && from.size() > most) { // RFC 1870 §6.1
            return session.refuseMail(new Reply(552, "5.3.4", "a message may have at most " + most + " bytes"), from, List.of());
        }
        Optional<Reply> refusal = session.policy().refuseSender(session, from);
        if (refusal.isPresent()) {
            return session.refuseMail(refusal.get(), from, List.of());
        }
        session.begin(from);
        return session.reply(new Reply(250, "2.1.0", "sender ok"));
    }
}
