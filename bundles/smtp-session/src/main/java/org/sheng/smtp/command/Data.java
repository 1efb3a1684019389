package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Phase;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** DATA: the message comes (RFC 5321 §4.1.1.4). */
public final class Data implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument none) {
        if (session.phase() == Phase.SENDER) { // all were refused, and the client pipelines: RFC 2920 §3.1
            return session.refuse(new Reply(554, "5.5.1", "no valid recipients"));
        }
        session.beginData();
        return session.reply(new Reply(354, "", "send the message, end with a dot on a line of its own"));
    }
}
