package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.HelloName;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** HELO: a client without extensions (RFC 5321 §4.1.1.1). */
public final class Helo implements Verb.Action<HelloName> {

    @Override
    public Next act(SmtpSession session, HelloName hello) {
        session.greeted(hello.name(), false);
        return session.reply(new Reply(250, "", session.services().node().hostName()));
    }
}
