package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** VRFY: who exists here is not told to strangers (RFC 5321 §3.5.3, §7.3). */
public final class Vrfy implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument ignored) {
        return session.reply(new Reply(252, "2.5.0", "addresses are checked at RCPT"));
    }
}
