package org.sheng.smtp.command;

import java.util.ArrayList;
import java.util.List;
import org.sheng.net.Next;
import org.sheng.smtp.session.SmtpSession;

/** The answer to EHLO and LHLO: what this server can do (RFC 5321 §4.1.1.1). */
final class Extensions {

    private Extensions() { }

    static Next reply(SmtpSession session) {
        List<String> lines = new ArrayList<>();
        lines.add(session.services().node().hostName() + " greets " + session.helloName());
        lines.add("PIPELINING"); // RFC 2920
        long size = session.policy().messageSize(session);
        lines.add(size > 0 ? "SIZE " + size : "SIZE"); // RFC 1870
        lines.add("8BITMIME"); // RFC 6152
        if (session.connection().canStartTls()) {
            lines.add("STARTTLS"); // RFC 3207
        }
        if (session.dialect().has("AUTH") && session.user().isEmpty()) {
            List<String> mechanisms = session.services().authenticator().orElseThrow().mechanisms(session.connection().confidential());
            if (!mechanisms.isEmpty()) {
                lines.add("AUTH " + String.join(" ", mechanisms)); // RFC 4954 §3
            }
        }
        lines.add("ENHANCEDSTATUSCODES"); // RFC 2034
        StringBuilder reply = new StringBuilder(256);
        for (int i = 0; i < lines.size(); i++) {
            reply.append(i < lines.size() - 1 ? "250-" : "250 ").append(lines.get(i)).append("\r\n");
        }
        session.connection().write(reply);
        return Next.AGAIN;
    }
}
