package org.sheng.pipeline.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EncodedWordsTest {
    private static final Pattern WORD = Pattern.compile("=\\?UTF-8\\?B\\?([A-Za-z0-9+/=]+)\\?=(?:\\r\\n )?");

    /** As RFC 2047 §6 has it: white space between words is none; each word is decoded by itself. */
    static String decode(String field) {
        return WORD.matcher(field).replaceAll(word -> Matcher.quoteReplacement(
                new String(Base64.getDecoder().decode(word.group(1)), StandardCharsets.UTF_8)));
    }

    @Test
    void asciiStaysAsItIs() {
        assertEquals("Undelivered mail", EncodedWords.of("Undelivered mail"));
    }

    @Test
    void otherTextIsInWordsOfWholeCharactersThatAreNotTooLong() {
        String text = "Undelivered mail / 邮件无法投递，已退回发件人 \uD83D\uDCE8 ".repeat(5);
        String field = EncodedWords.of(text);
        assertTrue(EncodedWords.isAscii(field), field);
        assertTrue(Stream.of(field.split("\r\n ")).allMatch(word -> word.length() <= 75 && WORD.matcher(word)
                .matches()), field);
        assertEquals(text, decode(field));
    }
}
