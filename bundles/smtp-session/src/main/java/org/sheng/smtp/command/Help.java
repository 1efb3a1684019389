package org.sheng.smtp.command;

import java.util.TreeSet;
import org.sheng.net.Next;
import org.sheng.smtp.parse.NoArgument;
import org.sheng.smtp.session.Reply;
import org.sheng.smtp.session.SmtpSession;
import org.sheng.smtp.session.Verb;

/** HELP: the commands there are (RFC 5321 §4.1.1.8). */
public final class Help implements Verb.Action<NoArgument> {

    @Override
    public Next act(SmtpSession session, NoArgument ignored) {
        return session.reply(new Reply(214, "2.0.0", String.join(" ", new TreeSet<>(session.dialect().verbs().keySet()))));
    }
}
