package org.sheng.smtp.parse;

import java.util.Optional;
import org.sheng.mail.MailAddress;

/**
 * {@code MAIL FROM:} with its parameters.
 *
 * @param sender empty: the null path
 * @param size SIZE= of RFC 1870, bytes; 0: not said
 * @param eightBit BODY=8BITMIME (RFC 6152)
 */
public record MailFrom(Optional<MailAddress> sender, long size, boolean eightBit) {
    private static final String BAD_SENDER = "5.1.7";

    public static MailFrom parse(String argument) throws BadSyntax {
        Path path = Path.parse(argument, "FROM:", BAD_SENDER);
        Optional<MailAddress> sender = path.address().isEmpty() ? Optional.empty() : Optional.of(address(path.address()));
        long size = 0;
        boolean eightBit = false;
        for (Parameters.Parameter parameter : Parameters.parse(path.parameters()).list()) {
            switch (parameter.keyword()) {
                case "SIZE" -> size = size(parameter.value());
                case "BODY" -> eightBit = body(parameter.value());
                case "AUTH" -> { } // RFC 4954 §5: taken, and not trusted
                default -> throw new BadSyntax(555, "5.5.4", "the parameter " + parameter.keyword() + " is not known here"); // RFC 5321 §4.1.1.11
            }
        }
        return new MailFrom(sender, size, eightBit);
    }

    private static MailAddress address(String text) throws BadSyntax {
        try {
            return MailAddress.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadSyntax(553, BAD_SENDER, e.getMessage());
        }
    }

    private static long size(String value) throws BadSyntax {
        // RFC 1870 §4: 1 to 20 digits; what does not fit into a long is too large anyway
        if (value.isEmpty() || value.length() > 20 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadSyntax(501, "5.5.4", "SIZE is a number of bytes");
        }
        return value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
    }

    private static boolean body(String value) throws BadSyntax {
        if (value.equalsIgnoreCase("8BITMIME")) {
            return true;
        }
        if (value.equalsIgnoreCase("7BIT")) {
            return false;
        }
        throw new BadSyntax(501, "5.5.4", "BODY is 7BIT or 8BITMIME");
    }
}
