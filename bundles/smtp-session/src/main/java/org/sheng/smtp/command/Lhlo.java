package org.sheng.smtp.command;

import org.sheng.net.Next;
import org.sheng.smtp.parse.HelloName;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** LHLO, the hello of LMTP (RFC 2033 §4.1). */
public final class Lhlo implements Verb.Action<HelloName> {

    @Override
    public Next act(SmtpSession session, HelloName hello) {
        session.greeted(hello.name(), true);
        return Extensions.reply(session);
    }
}
