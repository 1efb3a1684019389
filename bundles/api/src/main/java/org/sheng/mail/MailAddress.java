package org.sheng.mail;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * An address as the envelope has it (RFC 5321 §4.1.2 Mailbox, RFC 6531 §3.3), without display name and without quotes.
 *
 * <p>{@link #local} is kept as it was written, NFC-normalised (RFC 6532 §3.1), unquoted; {@link #domain} is in lower case, with
 * A-labels (RFC 5890) for internationalised names, or an address literal in brackets. Two addresses name the same mailbox
 * exactly when their {@link #key} is equal; {@code equals} compares the key too.
 *
 * @param local the local part: 1 to 64 octets of UTF-8 (RFC 5321 §4.5.3.1.1), no control characters
 * @param domain the domain: 1 to 255 octets of ASCII (RFC 5321 §4.5.3.1.2)
 */
public record MailAddress(String local, String domain) {

    /** RFC 5321 §4.5.3.1.1, in octets. */
    public static final int MAX_LOCAL = 64;
    /** RFC 5321 §4.5.3.1.2, in octets. */
    public static final int MAX_DOMAIN = 255;

    /** @throws IllegalArgumentException with a text for a person, when a part breaks its limits */
    public MailAddress {
        local = Normalizer.normalize(local, Normalizer.Form.NFC);
        domain = normaliseDomain(domain);
        int octets = local.getBytes(StandardCharsets.UTF_8).length;
        if (octets == 0 || octets > MAX_LOCAL) {
            throw new IllegalArgumentException("the part before @ must have 1 to 64 octets, not " + octets);
        }
        if (local.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
            throw new IllegalArgumentException("the part before @ holds a control character");
        }
    }

    /**
     * Reads {@code local@domain}; the local part may be a quoted-string (RFC 5321 §4.1.2). Source routes and display
     * names are not accepted here.
     *
     * @throws IllegalArgumentException with a text for a person
     */
    public static MailAddress parse(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1) {
            throw new IllegalArgumentException("not an address (local@domain): " + text);
        }
        return new MailAddress(unquote(text.substring(0, at)), text.substring(at + 1));
    }

    /** As {@link #parse}, empty instead of an exception. */
    public static Optional<MailAddress> tryParse(String text) {
        try {
            return Optional.of(parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The domain in the form in which all of Sheng compares it: lower case, A-labels, no dot at the end. */
    public static String normaliseDomain(String domain) {
        String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
        if (!isAscii(name)) {
            name = IDN.toASCII(Normalizer.normalize(name, Normalizer.Form.NFKC));
        }
        if (name.isEmpty() || name.length() > MAX_DOMAIN) {
            throw new IllegalArgumentException("a domain must have 1 to 255 octets");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '@' || c == '<' || c == '>' || c == '"' || c == '(' || c == ')' || c == ',') {
                throw new IllegalArgumentException("a domain cannot hold '" + c + "'");
            }
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** What identifies the mailbox: local part in lower case, {@code @}, domain. Here local parts do not differ by case. */
    public String key() {
        return local.toLowerCase(Locale.ROOT) + "@" + domain;
    }

    /** The address without the detail behind {@code +} (RFC 5233 §4), or this where there is none. */
    public MailAddress withoutDetail() {
        int plus = local.indexOf('+');
        return plus <= 0 ? this : new MailAddress(local.substring(0, plus), domain);
    }

    /** What stands behind the first {@code +} of the local part, where there is one (RFC 5233 §4). */
    public Optional<String> detail() {
        int plus = local.indexOf('+');
        return plus <= 0 ? Optional.empty() : Optional.of(local.substring(plus + 1));
    }

    /** True when it can be sent to a server without SMTPUTF8 (RFC 6531). */
    public boolean isAscii() {
        return isAscii(local);
    }

    /** The form for the wire: the local part quoted where RFC 5321 §4.1.2 asks for it. */
    @Override
    public String toString() {
        return (needsQuotes(local) ? quote(local) : local) + "@" + domain;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MailAddress address && key().equals(address.key());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(key());
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private static boolean needsQuotes(String local) {
        boolean dotAtom = !local.startsWith(".") && !local.endsWith(".") && !local.contains("..");
        return !dotAtom || !local.chars().allMatch(c -> c >= 0x80 || c == '.' || Character.isLetterOrDigit(c)
                || "!#$%&'*+-/=?^_`{|}~".indexOf(c) >= 0);
    }

    private static String quote(String local) {
        return '"' + local.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String unquote(String local) {
        if (local.length() < 2 || local.charAt(0) != '"' || local.charAt(local.length() - 1) != '"') {
            if (needsQuotes(local)) {
                throw new IllegalArgumentException("the part before @ must be quoted: " + local);
            }
            return local;
        }
        StringBuilder plain = new StringBuilder(local.length());
        for (int i = 1; i < local.length() - 1; i++) {
            char c = local.charAt(i);
            if (c == '\\' && i < local.length() - 2) {
                c = local.charAt(++i);
            } else if (c == '"' || c == '\\') {
                throw new IllegalArgumentException("the quotes before @ do not match: " + local);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
