package org.sheng.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTest {

    @Test
    void hasExactlyTheStatedSizeAndNoLineThatBeginsWithADot() {
        byte[][] parts = Message.next(7);
        String text = new String(parts[0], StandardCharsets.US_ASCII) + new String(parts[1], StandardCharsets.US_ASCII);
        assertEquals(Message.SIZE, text.length());
        assertFalse(text.contains("\n."));
        assertEquals(1, text.split("\r\n\r\n", -1).length - 1, "one empty line, between head and body");
    }

    @Test
    void differsFromTheOneBefore() {
        assertNotEquals(new String(Message.next(1)[0], StandardCharsets.US_ASCII),
                new String(Message.next(1)[0], StandardCharsets.US_ASCII));
    }
}
