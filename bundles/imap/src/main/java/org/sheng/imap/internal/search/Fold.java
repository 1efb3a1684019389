package org.sheng.imap.internal.search;

import java.text.Normalizer;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;

/** Texts without regard to case (RFC 3501 §6.4.4), encoded words decoded (RFC 2047). */
final class Fold {
    private Fold() { }

    static String fold(String text) {
        char[] chars = Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray();
        fold(chars, chars.length);
        return new String(chars);
    }

    static void fold(char[] chars, int length) {
        for (int i = 0; i < length; i++) {
            char c = chars[i];
            if (c >= 'A' && c <= 'Z') {
                chars[i] = (char) (c + 32);
            } else if (c > 127) {
                chars[i] = Character.toLowerCase(Character.toUpperCase(c));
            }
        }
    }

    static String decoded(String header) {
        if (header.indexOf("=?") < 0) {
            return header;
        }
        try {
            return DecoderUtil.decodeEncodedWords(header, DecodeMonitor.SILENT);
        } catch (RuntimeException e) { // words that lie about their charset: as they are
            return header;
        }
    }
}
