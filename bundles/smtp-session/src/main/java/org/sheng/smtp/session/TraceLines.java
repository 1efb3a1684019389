package org.sheng.smtp.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.sheng.net.Connection;

/** The lines that stand before a message from here on (RFC 5321 §4.4): Return-Path, then Received. */
final class TraceLines {

    private TraceLines() { }

    static byte[] returnPath(Transaction transaction) {
        return ("Return-Path: <" + transaction.from().sender().map(Object::toString).orElse("") + ">\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] received(SmtpSession session, Instant at) {
        Connection connection = session.connection();
        Transaction transaction = session.transaction();
        StringBuilder line = new StringBuilder(320);
        line.append("Received: from ").append(session.helloName()).append(" (").append(literal(connection.remote().getAddress())).append(")\r\n\tby ")
                .append(session.services().node().hostName()).append(" with ").append(with(session)).append(" id ").append(transaction.trace());
        connection.tls().ifPresent(tls -> line.append("\r\n\t(using ").append(tls.version()).append(" with ").append(tls.cipher()).append(')'));
        if (transaction.accepted().size() == 1) { // with more, it would tell each who the others are (RFC 5321 §7.2)
            line.append("\r\n\tfor <").append(transaction.accepted().get(0)).append('>');
        }
        return line.append(";\r\n\t").append(MailDate.of(at)).append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The protocol as RFC 3848 names it. */
    private static String with(SmtpSession session) {
        String name = session.extended() ? session.dialect().name() : "SMTP";
        return name + (session.connection().tls().isPresent() ? "S" : "") + (session.user().isPresent() ? "A" : "");
    }

    /** RFC 5321 §4.1.3. */
    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[IPv6:" + SmtpSession.numeric(address) + "]" : "[" + address.getHostAddress() + "]";
    }
}
