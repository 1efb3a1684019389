package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DotStuffingTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "a\\r\\nb\\r\\n|a\\r\\nb\\r\\n.\\r\\n",
        "no end|no end\\r\\n.\\r\\n",
        ".\\r\\n..\\r\\n.x|..\\r\\n...\\r\\n..x\\r\\n.\\r\\n",
        "smuggle\\n.\\nMAIL|smuggle\\r\\n..\\r\\nMAIL\\r\\n.\\r\\n",
        "smuggle\\r.\\rMAIL|smuggle\\r\\n..\\r\\nMAIL\\r\\n.\\r\\n",
        "end\\r|end\\r\\n.\\r\\n"})
    void theFormIsTheSameWhereverThePiecesAreCut(String content, String wire) {
        byte[] bytes = plain(content).getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= bytes.length; cut++) {
            DotStuffing form = new DotStuffing();
            ByteBuf out = Unpooled.buffer(0);
            form.piece(ByteBuffer.wrap(bytes, 0, cut), out);
            form.piece(ByteBuffer.wrap(bytes, cut, bytes.length - cut), out);
            form.end(out);
            assertEquals(plain(wire), out.toString(StandardCharsets.US_ASCII), "cut at " + cut);
        }
    }

    @Test
    void anEmptyMessageIsOnlyItsEnd() {
        ByteBuf out = Unpooled.buffer(0);
        new DotStuffing().end(out);
        assertEquals(".\r\n", out.toString(StandardCharsets.US_ASCII));
    }

    private static String plain(String escaped) {
        return escaped.replace("\\r", "\r").replace("\\n", "\n");
    }
}
