package org.sheng.shell.internal.control;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameTest {

    @Test
    void whatIsWrittenIsReadBack() throws IOException {
        byte[] longest = new byte[Frame.LIMIT];
        Arrays.fill(longest, (byte) 0xff);
        DataInputStream in = written(Frame.text(Frame.Type.COMMAND, "user-add 笙@example.org"), new Frame(Frame.Type.OUT, longest), Frame.exit(-7));

        Frame command = Frame.readFrom(in);
        assertEquals(Frame.Type.COMMAND, command.type());
        assertEquals("user-add 笙@example.org", command.text());
        assertArrayEquals(longest, Frame.readFrom(in).payload());
        assertEquals(-7, Frame.readFrom(in).exitCode());
        assertThrows(EOFException.class, () -> Frame.readFrom(in));
    }

    @Test
    void anAnnouncedLengthOverTheLimitIsRefusedBeforeItIsRead() {
        byte[] announced = ByteBuffer.allocate(5).put((byte) 'C').putInt(Frame.LIMIT + 1).array();
        IOException refused = assertThrows(IOException.class, () -> Frame.readFrom(in(announced)));
        assertEquals("a frame holds at most 65536 bytes, not 65537", refused.getMessage());
        byte[] negative = ByteBuffer.allocate(5).put((byte) 'C').putInt(-1).array();
        assertThrows(IOException.class, () -> Frame.readFrom(in(negative)));
    }

    @Test
    void aTypeThatDoesNotExistIsRefused() {
        assertThrows(IOException.class, () -> Frame.readFrom(in(new byte[] {'?', 0, 0, 0, 0})));
    }

    @Test
    void aFrameCutShortIsAnEndOfFile() {
        assertThrows(EOFException.class, () -> Frame.readFrom(in(new byte[] {'O', 0, 0, 0, 3, 'a'})));
    }

    @Test
    void colourCodesAreLeftOutAlsoWhenTheyAreCutByAWrite() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (FrameOutput output = new FrameOutput(new DataOutputStream(bytes), Frame.Type.OUT)) {
            output.write("a\u001b[1;3".getBytes());
            output.write("1mred\u001b[0m\n".getBytes());
        }
        assertEquals("ared\n", Frame.readFrom(in(bytes.toByteArray())).text());
    }

    @Test
    void moreOutputThanTheBufferHoldsComesInSeveralFramesWhole() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] printed = "0123456789".repeat(2_000).getBytes();
        try (FrameOutput output = new FrameOutput(new DataOutputStream(bytes), Frame.Type.ERR)) {
            output.write(printed);
        }
        DataInputStream in = in(bytes.toByteArray());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (in.available() > 0) {
            Frame frame = Frame.readFrom(in);
            assertEquals(Frame.Type.ERR, frame.type());
            read.write(frame.payload());
        }
        assertArrayEquals(printed, read.toByteArray());
    }

    private static DataInputStream written(Frame... frames) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Frame frame : frames) {
            frame.writeTo(out);
        }
        return in(bytes.toByteArray());
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }
}
