package org.sheng.smtp.parse;

import java.util.Optional;
import org.sheng.mail.MailAddress;

/**
 * {@code RCPT TO:}.
 *
 * @param address empty: {@code <Postmaster>} without a domain (RFC 5321 §4.1.1.3)
 */
public record RcptTo(Optional<MailAddress> address) {
    private static final String BAD_RECIPIENT = "5.1.3";

    public static RcptTo parse(String argument) throws BadSyntax {
        Path path = Path.parse(argument, "TO:", BAD_RECIPIENT);
        for (Parameters.Parameter parameter : Parameters.parse(path.parameters()).list()) {
            throw new BadSyntax(555, "5.5.4", "the parameter " + parameter.keyword() + " is not known here"); // RFC 5321 §4.1.1.11
        }
        if (path.address().equalsIgnoreCase("postmaster")) {
            return new RcptTo(Optional.empty());
        }
        try {
            return new RcptTo(Optional.of(MailAddress.parse(path.address())));
        } catch (IllegalArgumentException e) {
            throw new BadSyntax(501, BAD_RECIPIENT, e.getMessage());
        }
    }
}
