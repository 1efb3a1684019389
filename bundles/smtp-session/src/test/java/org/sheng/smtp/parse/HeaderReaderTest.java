package org.sheng.smtp.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeaderReaderTest {
    private int received;

    @Test
    void aHeaderThatHasAllPassesUnchanged() {
        String message = "Date: today\r\nMessage-ID: <1@x>\r\nSubject: a\r\n folded\r\n\r\nbody: x\r\n";
        assertEquals(message, read(message));
    }

    @Test
    void missingFieldsAreAddedAtTheEndOfTheHeader() {
        assertEquals("Subject: a\r\n\tdate: no\r\nADDED date id\r\n\r\nDate: body\r\n", read("Subject: a\r\n\tdate: no\r\n\r\nDate: body\r\n"));
        assertEquals("DATE : x\r\nADDED id\r\n\r\n", read("DATE : x\r\n\r\n"));
        assertEquals("message-id: <x>\r\nADDED date\r\n", read("message-id: <x>\r\n"));
    }

    @Test
    void textWithoutHeaderGetsTheEmptyLineBeforeIt() {
        assertEquals("ADDED date id\r\n\r\nhello there\r\nyou: too\r\n", read("hello there\r\nyou: too\r\n"));
        assertEquals("Subject: a\r\nADDED date id\r\n\r\nhello\r\n", read("Subject: a\r\nhello\r\n"));
        assertEquals("ADDED date id\r\n\r\n folded at once\r\n", read(" folded at once\r\n"));
        String noColon = "x".repeat(5000) + "\r\n";
        assertEquals("ADDED date id\r\n\r\n" + noColon, read(noColon));
        assertEquals("ADDED date id\r\n", read(""));
    }

    @Test
    void receivedLinesAreCountedInTheHeaderAlone() {
        read("Received: a\r\nRECEIVED: b\r\n\tReceived: c\r\nX-Received: d\r\nReceived : e\r\n\r\nReceived: f\r\n");
        assertEquals(3, received);
    }

    /** Whole, and in pieces of every size: all must give the same. */
    private String read(String message) {
        String whole = read(message, Integer.MAX_VALUE);
        for (int size = 1; size <= Math.min(message.length(), 200); size++) {
            assertEquals(whole, read(message, size), "in pieces of " + size);
        }
        return whole;
    }

    private String read(String message, int size) {
        StringBuilder out = new StringBuilder();
        HeaderReader reader = new HeaderReader((b, from, to) -> out.append(new String(b, from, to - from, StandardCharsets.ISO_8859_1)),
                (hasDate, hasId) -> (hasDate && hasId ? "" : "ADDED" + (hasDate ? "" : " date") + (hasId ? "" : " id") + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        for (int at = 0; at < bytes.length; at += Math.min(size, bytes.length)) {
            reader.accept(bytes, at, (int) Math.min(bytes.length, (long) at + size));
        }
        reader.end();
        received = reader.received();
        return out.toString();
    }
}
