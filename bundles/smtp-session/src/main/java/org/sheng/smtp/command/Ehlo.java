package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.HelloName;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** EHLO (RFC 5321 §4.1.1.1). */
public final class Ehlo implements Verb.Action<HelloName> {

    @Override
    public Next act(SmtpSession session, HelloName hello) {
        session.greeted(hello.name(), true);
        return Extensions.reply(session);
    }
}
