package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** STARTTLS (RFC 3207 §4). What was pipelined behind it is thrown away by the engine. */
public final class StartTls implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument none) {
        if (!session.connection().canStartTls()) {
            return session.refuse(new Reply(503, "5.5.1", "TLS is on already, or not to be had on this port"));
        }
        session.reply(new Reply(220, "2.0.0", "begin TLS"));
        return Next.STARTTLS;
    }
}
