package org.sheng.imap.internal.command;

import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.session.State;
import org.sheng.net.Next;

/** CAPABILITY (RFC 3501 §6.1.1): only what works. */
final class Capability {
    private static final String ALWAYS = "IMAP4rev1 LITERAL+ SASL-IR ENABLE ID IDLE NAMESPACE CHILDREN UIDPLUS MOVE UNSELECT SPECIAL-USE CONDSTORE";

    private Capability() { }

    static Next handle(ImapSession session, Command.Capability command) {
        session.out().raw("* CAPABILITY ").raw(text(session)).end();
        return session.ok("That is all");
    }

    static String text(ImapSession session) {
        if (session.state() != State.NOT_AUTHENTICATED) {
            return ALWAYS;
        }
        StringBuilder text = new StringBuilder(ALWAYS);
        if (session.connection().canStartTls()) {
            text.append(" STARTTLS");
        }
        boolean confidential = session.connection().confidential();
        for (String mechanism : session.imap().authenticator().mechanisms(confidential)) {
            text.append(" AUTH=").append(mechanism);
        }
        if (!confidential) {
            text.append(" LOGINDISABLED"); // RFC 3501 §6.2.3
        }
        return text.toString();
    }
}
