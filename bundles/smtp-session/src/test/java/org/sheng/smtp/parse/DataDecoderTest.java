package org.sheng.smtp.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.smtp.parse.DataDecoder.State;

class DataDecoderTest {

    private record Decoded(String text, State state, boolean malformed, int taken) { }

    @Test
    void theDoubledDotIsTakenAwayAndOnlyThere() {
        assertEquals("one\r\n.two\r\n..three\r\nfour.\r\n", decode("one\r\n..two\r\n...three\r\nfour.\r\n.\r\n").text);
    }

    @Test
    void aDotBeforeOtherTextIsTakenAway() {
        assertEquals("x\r\n", decode(".x\r\n.\r\n").text); // RFC 5321 §4.5.2
    }

    @Test
    void theEmptyMessageIsAMessage() {
        Decoded decoded = decode(".\r\n");
        assertEquals("", decoded.text);
        assertEquals(State.END, decoded.state);
    }

    @Test
    void whatFollowsTheEndIsNotTaken() {
        Decoded decoded = decode("a\r\n.\r\nQUIT\r\n");
        assertEquals(6, decoded.taken);
        assertEquals("a\r\n", decoded.text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\n", "a\n.\r\n", "a\r\n.\n", "a\r.\r", "a\r.\r\n", "a\r\n.\rb", "\r.\n", "a\r\r\n\n.\r\n", "a\n.\nMAIL FROM:<x@y>\r\n"})
    void noWrongEndIsAnEnd(String data) {
        Decoded decoded = decode(data);
        assertEquals(State.SMUGGLING, decoded.state);
        assertTrue(decoded.malformed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n.\r\n", "a\rb\r\n.\r\n", "a\r\r\n.\r\n", "\n\r\n.\r\n", "a\r\n\n\r\n.\r\n", "a\n..\r\n.\r\n"})
    void aLoneLineEndMakesTheMessageMalformedUpToItsRightEnd(String data) {
        Decoded decoded = decode(data);
        assertEquals(State.END, decoded.state);
        assertTrue(decoded.malformed);
        assertEquals(data.length(), decoded.taken);
    }

    @Test
    void howTheBytesAreCutMakesNoDifference() {
        Random random = new Random(1);
        String alphabet = "\r\n.a";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder data = new StringBuilder();
            int length = random.nextInt(24);
            for (int i = 0; i < length; i++) {
                data.append(random.nextInt(3) == 0 ? "\r\n" : alphabet.substring(random.nextInt(4)).substring(0, 1));
            }
            assertEquals(decode(data.toString()), decodeInPieces(data.toString(), random), () -> data.toString().replace("\r", "\\r").replace("\n", "\\n"));
        }
    }

    @Test
    void whatIsRightlyStuffedComesOutAsItWas() {
        Random random = new Random(2);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int lines = random.nextInt(6); lines > 0; lines--) {
                for (int i = random.nextInt(5); i > 0; i--) {
                    text.append(random.nextBoolean() ? '.' : (char) (1 + random.nextInt(9)));
                }
                text.append("\r\n");
            }
            String stuffed = ("\r\n" + text).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";
            Decoded decoded = decodeInPieces(stuffed, random);
            assertEquals(text.toString(), decoded.text);
            assertFalse(decoded.malformed);
        }
    }

    private static Decoded decode(String data) {
        return decodeInPieces(data, null);
    }

    private static Decoded decodeInPieces(String data, Random random) {
        byte[] bytes = data.getBytes(StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder();
        DataDecoder decoder = new DataDecoder();
        int at = 0;
        while (at < bytes.length && !decoder.ended()) {
            int to = random == null ? bytes.length : Math.min(bytes.length, at + 1 + random.nextInt(4));
            at = decoder.take(bytes, at, to, (b, from, end) -> text.append(new String(b, from, end - from, StandardCharsets.ISO_8859_1)));
        }
        boolean wrong = decoder.state() == State.SMUGGLING;
        return new Decoded(wrong ? "" : text.toString(), decoder.state(), decoder.malformed(), at);
    }
}
