package org.sheng.smtp.parse;

/** The name that a client gives itself in EHLO, HELO and LHLO (RFC 5321 §4.1.1.1): a domain or an address literal. */
public record HelloName(String name) {

    public static HelloName parse(String argument) throws BadSyntax {
        if (argument.isEmpty()) {
            throw new BadSyntax(501, "5.5.4", "say who you are: a domain or an address in brackets");
        }
        if (argument.length() > 255) { // RFC 5321 §4.5.3.1.2
            throw new BadSyntax(501, "5.5.4", "a domain has at most 255 octets");
        }
        for (int i = 0; i < argument.length(); i++) {
            char c = argument.charAt(i);
            // Wider than the RFC's Domain (names with _ are met), narrow enough to be written into a Received line.
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._:[]".indexOf(c) >= 0)) {
                throw new BadSyntax(501, "5.5.4", "neither a domain nor an address in brackets");
            }
        }
        return new HelloName(argument);
    }
}
