package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyParserTest {

    @Test
    void aReplyComesOutWholeWhereverItsBytesAreCut() throws Exception {
        byte[] wire = "250-mx.example hello\r\n250-SIZE 1000\r\n250 PIPELINING\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut < wire.length; cut++) {
            ReplyParser parser = new ReplyParser();
            assertEquals(Optional.empty(), parser.next(ByteBuffer.wrap(wire, 0, cut)));
            assertEquals(Optional.of(new Reply(250, List.of("mx.example hello", "SIZE 1000", "PIPELINING"))),
                    parser.next(ByteBuffer.wrap(wire, cut, wire.length - cut)));
        }
    }

    @Test
    void repliesThatCameTogetherComeOutOneByOne() throws Exception {
        ReplyParser parser = new ReplyParser();
        ByteBuffer wire = bytes("250 2.1.0 ok\r\n550\r\n354 go\n");
        assertEquals(250, parser.next(wire).orElseThrow().code());
        assertEquals(new Reply(550, List.of("")), parser.next(wire).orElseThrow());
        assertEquals(354, parser.next(wire).orElseThrow().code());
        assertFalse(wire.hasRemaining());
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello\r\n", "25 ok\r\n", "650 ok\r\n", "150 ok\r\n", "250ok\r\n", "250-a\r\n251 b\r\n", "\r\n"})
    void whatIsNoReplyIsRefused(String wire) {
        assertThrows(ProtocolException.class, () -> new ReplyParser().next(bytes(wire)));
    }

    @Test
    void endlessLinesAndEndlessRepliesAreRefused() {
        assertThrows(ProtocolException.class, () -> new ReplyParser().next(bytes("250 " + "x".repeat(100_000))));
        assertThrows(ProtocolException.class, () -> new ReplyParser().next(bytes("250-x\r\n".repeat(10_000))));
    }

    @Test
    void theEnhancedCodeIsTakenOnlyWhereItFitsTheCode() {
        assertEquals("5.1.1", new Reply(550, List.of("5.1.1 no such user")).status());
        assertEquals("5.0.0", new Reply(550, List.of("4.1.1 odd")).status());
        assertEquals("4.0.0", new Reply(450, List.of("busy")).status());
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}
