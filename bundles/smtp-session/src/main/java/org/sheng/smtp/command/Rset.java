package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** RSET: the transaction is given up (RFC 5321 §4.1.1.5). */
public final class Rset implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument none) {
        session.reset();
        return session.reply(new Reply(250, "2.0.0", "ok"));
    }
}
