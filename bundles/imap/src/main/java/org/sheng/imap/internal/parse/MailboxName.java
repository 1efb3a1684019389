package org.sheng.imap.internal.parse;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;

/** Names of mailboxes between the wire, where they are modified UTF-7 (RFC 3501 §5.1.3), and the store, where they are Unicode. */
public final class MailboxName {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private MailboxName() { }

    /**
     * What the client means. Names that are UTF-8 already, as some clients send them, are taken as they are.
     *
     * @throws SyntaxError for what is no modified UTF-7
     */
    static String decode(String wire) {
        String name = Normalizer.normalize(wire.indexOf('&') < 0 ? wire : shifts(wire), Normalizer.Form.NFC);
        boolean inbox = name.regionMatches(true, 0, "INBOX", 0, 5) && (name.length() == 5 || name.charAt(5) == '/');
        return inbox ? "INBOX" + name.substring(5) : name; // RFC 9051 §5.1: case-insensitive
    }

    private static String shifts(String wire) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < wire.length()) {
            char c = wire.charAt(at++);
            if (c != '&') {
                out.append(c);
                continue;
            }
            int end = wire.indexOf('-', at);
            if (end < 0) {
                throw new SyntaxError("the mailbox name is not in modified UTF-7: & needs a -");
            }
            out.append(end == at ? "&" : base64(wire.substring(at, end)));
            at = end + 1;
        }
        return out.toString();
    }

    private static String base64(String text) {
        try {
            byte[] utf16 = DECODER.decode(text.replace(',', '/').getBytes(StandardCharsets.ISO_8859_1));
            if (utf16.length % 2 == 0) {
                return new String(utf16, StandardCharsets.UTF_16BE);
            }
        } catch (IllegalArgumentException e) {
            throw new SyntaxError("the mailbox name is not in modified UTF-7: " + e.getMessage());
        }
        throw new SyntaxError("the mailbox name is not in modified UTF-7: half a character");
    }

    /** As it goes over the wire; ASCII. */
    public static String encode(String name) {
        if (name.chars().allMatch(c -> c >= ' ' && c < 127 && c != '&')) {
            return name;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < name.length()) {
            char c = name.charAt(at);
            if (c >= ' ' && c < 127) {
                out.append(c == '&' ? "&-" : String.valueOf(c));
                at++;
                continue;
            }
            int from = at;
            while (at < name.length() && (name.charAt(at) < ' ' || name.charAt(at) >= 127)) {
                at++;
            }
            out.append('&').append(ENCODER.encodeToString(name.substring(from, at).getBytes(StandardCharsets.UTF_16BE)).replace('/', ','))
                    .append('-');
        }
        return out.toString();
    }

    /** Why no mailbox may have the name; empty: it may. */
    public static String objection(String name) {
        if (name.isEmpty() || name.startsWith("/") || name.endsWith("/") || name.contains("//")) {
            return "a mailbox name has no empty level";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > 1_000) {
            return "a mailbox name has at most 1000 octets";
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == 127 || c == 0xfffd || c >= 0x80 && c < 0xa0 || c == 0x2028 || c == 0x2029)) {
            return "a mailbox name has no control characters";
        }
        if (name.indexOf('*') >= 0 || name.indexOf('%') >= 0) {
            return "a mailbox name has neither * nor %"; // RFC 9051 §5.1 allows to refuse them
        }
        return name.toUpperCase(Locale.ROOT).startsWith("INBOX/INBOX") ? "INBOX cannot be below INBOX" : "";
    }
}
