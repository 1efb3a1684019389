package org.sheng.pipeline.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Text in a header field (RFC 2047): as it is where it is ASCII, else in encoded words of UTF-8, each on a line of its
 * own.
 */
final class EncodedWords {
    /** RFC 2047 §2: an encoded word has at most 75 characters; 45 octets make 60 of Base64. */
    private static final int OCTETS = 45;

    private EncodedWords() { }

    static String of(String text) {
        return isAscii(text) ? text : String.join("\r\n ", words(text));
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** RFC 2047 §5: no character is divided between two words. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int octets = 0;
        for (int c : text.codePoints().toArray()) {
            int more = Character.toString(c).getBytes(StandardCharsets.UTF_8).length;
            if (octets + more > OCTETS) {
                words.add(word(part));
                part.setLength(0);
                octets = 0;
            }
            part.appendCodePoint(c);
            octets += more;
        }
        words.add(word(part));
        return words;
    }

    private static String word(CharSequence part) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(part.toString().getBytes(StandardCharsets.UTF_8))
                + "?=";
    }
}
