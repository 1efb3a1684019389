package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** NOOP (RFC 5321 §4.1.1.9). */
public final class Noop implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument none) {
        return session.reply(new Reply(250, "2.0.0", "ok"));
    }
}
