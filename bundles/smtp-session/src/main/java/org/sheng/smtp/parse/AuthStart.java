package org.sheng.smtp.parse;

import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code AUTH mechanism [initial-response]} (RFC 4954 §4).
 *
 * @param mechanism upper case
 * @param initial decoded; empty optional: none was sent; an empty array: {@code =}
 */
public record AuthStart(String mechanism, Optional<byte[]> initial) {

    public static AuthStart parse(String argument) throws BadSyntax {
        int space = argument.indexOf(' ');
        String mechanism = (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
        if (mechanism.isEmpty() || mechanism.length() > 20) { // RFC 4422 §3.1
            throw new BadSyntax(501, "5.5.4", "say AUTH and a mechanism");
        }
        return new AuthStart(mechanism, space < 0 ? Optional.empty() : Optional.of(response(argument.substring(space + 1).strip())));
    }

    /** A response's line, decoded. */
    public static byte[] response(String text) throws BadSyntax {
        try {
            return text.equals("=") ? new byte[0] : Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BadSyntax(501, "5.5.2", "the response is not base64");
        }
    }
}
