package org.sheng.passwords.internal;

import java.text.Normalizer;

/**
 * Prepares passwords so that the same one typed on two systems compares equal: SASLprep (RFC 4013) over the JDK's Unicode tables. Text that
 * the profile forbids is left as it is: a password with an unusual character is still the password of its owner.
 */
final class SaslPrep {
    private SaslPrep() { }

    static char[] prepare(char[] text) {
        boolean ascii = true;
        for (char c : text) {
            ascii &= c < 0x80;
        }
        if (ascii) {
            return text.clone();
        }
        StringBuilder mapped = new StringBuilder(text.length);
        for (char c : text) {
            if (isMappedToSpace(c)) {
                mapped.append(' ');
            } else if (!isMappedToNothing(c)) {
                mapped.append(c);
            }
        }
        String prepared = Normalizer.normalize(mapped, Normalizer.Form.NFKC); // RFC 4013 §2.2
        return prepared.isEmpty() ? text.clone() : prepared.toCharArray();
    }

    /** RFC 4013 §2.1: RFC 3454 table C.1.2. */
    private static boolean isMappedToSpace(char c) {
        return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x205F || c == 0x3000;
    }

    /** RFC 4013 §2.1: RFC 3454 table B.1. */
    private static boolean isMappedToNothing(char c) {
        return c == 0xAD || c == 0x34F || c == 0x1806 || (c >= 0x180B && c <= 0x180D) || c == 0x200C || c == 0x200D || c == 0x2060
                || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
    }
}
