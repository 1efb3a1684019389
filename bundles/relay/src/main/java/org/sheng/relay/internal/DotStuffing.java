package org.sheng.relay.internal;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The form of a message on the wire (RFC 5321 §4.5.2): a dot before each line that begins with one, and nothing but CRLF as the end of a line, so that no host sees
 * another end of the message than this one does (RFC 5321 §2.3.8).
 */
final class DotStuffing {
    private static final byte[] END = ".\r\n".getBytes(StandardCharsets.US_ASCII);

    private boolean lineStart = true;
    private boolean afterReturn;

    void piece(ByteBuffer in, ByteBuf out) {
        out.ensureWritable(in.remaining() * 2 + 2);
        while (in.hasRemaining()) {
            next(in.get(), out);
        }
    }

    private void next(byte b, ByteBuf out) {
        if (b == '\n' || afterReturn) {
            endLine(out);
        }
        afterReturn = b == '\r';
        if (b == '\r' || b == '\n') {
            return;
        }
        if (lineStart && b == '.') {
            out.writeByte('.');
        }
        lineStart = false;
        out.writeByte(b);
    }

    private void endLine(ByteBuf out) {
        out.writeByte('\r').writeByte('\n');
        lineStart = true;
    }

    void end(ByteBuf out) {
        if (afterReturn || !lineStart) {
            endLine(out);
        }
        out.writeBytes(END);
    }
}
