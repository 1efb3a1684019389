package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** QUIT (RFC 5321 §4.1.1.10). */
public final class Quit implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument none) {
        session.reply(new Reply(221, "2.0.0", session.services().node().hostName() + " closes"));
        return Next.CLOSE;
    }
}
