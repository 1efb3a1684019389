package org.sheng.bench;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Messages of 10 KB: each with a head of its own before one body of random base64 text, so nothing compresses well. */
final class Message {

    static final int SIZE = 10 * 1024;
    private static final int HEAD = 320;
    private static final byte[] BODY = body();

    private static long serial;

    private Message() {
    }

    private static byte[] body() {
        byte[] random = new byte[SIZE];
        new Random(20260101).nextBytes(random);
        byte[] lines = Base64.getMimeEncoder(72, new byte[] {'\r', '\n'}).encode(random);
        String text = new String(lines, StandardCharsets.US_ASCII);
        return (text.substring(0, SIZE - HEAD - 2) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Head and body, together exactly {@link #SIZE} bytes; dot-stuffing is not needed, base64 has no dot. */
    static byte[][] next(int user) {
        String head = "From: Reed <sender@elsewhere.test>\r\nTo: <%s>\r\nSubject: measured message %d\r\n"
                .formatted(Accounts.address(user), serial)
                + "Message-ID: <%d.%d@elsewhere.test>\r\n".formatted(serial++, System.nanoTime())
                + "Date: Thu, 01 Jan 2026 00:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\nX-Fill: ";
        String filled = head + "x".repeat(HEAD - head.length() - 4) + "\r\n\r\n";
        return new byte[][] {filled.getBytes(StandardCharsets.US_ASCII), BODY};
    }
}
