package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;

/** LOGIN (RFC 3501 §6.2.3). */
final class Login {
    private Login() { }

    static Next handle(ImapSession session, Command.Login command) {
        if (!session.connection().confidential()) {
            return session.no("[PRIVACYREQUIRED] Begin TLS first");
        }
        return session.awaitOrFail(session.imap().authenticator().verify(session.origin(), command.user(), command.password()),
                verdict -> LoggingIn.answer(session, verdict));
    }
}
