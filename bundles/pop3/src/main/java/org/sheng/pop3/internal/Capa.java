package org.sheng.pop3.internal;

import java.util.List;
import org.sheng.net.Next;

/** CAPA: what this server can do, for this connection as it is now (RFC 2449 §5). */
final class Capa implements Command {

    @Override
    public Next run(Pop3Session session, Arguments arguments) {
        StringBuilder list = new StringBuilder("+OK what there is\r\n");
        if (session.phase() == Phase.AUTHORIZATION) {
            boolean confidential = session.connection().confidential();
            List<String> mechanisms = session.shared().authenticator().mechanisms(confidential);
            if (!mechanisms.isEmpty()) {
                list.append("SASL ").append(String.join(" ", mechanisms)).append("\r\n"); // RFC 5034 §3
            }
            if (confidential) {
                list.append("USER\r\n");
            }
            if (session.connection().canStartTls()) {
                list.append("STLS\r\n");
            }
        }
        // AUTH-RESP-CODE: RFC 3206 §6
        list.append("TOP\r\nUIDL\r\nRESP-CODES\r\nAUTH-RESP-CODE\r\nPIPELINING\r\nEXPIRE NEVER\r\nIMPLEMENTATION "
                + "Sheng\r\n.\r\n");
        session.connection().write(list);
        return Next.AGAIN;
    }
}
