package org.sheng.shell.internal.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One frame of the control channel: a type byte, the payload's length in four bytes (big-endian), the payload.
 *
 * @param payload at most {@link #LIMIT} bytes
 */
record Frame(Type type, byte[] payload) {

    /** Most bytes of a payload; also the longest command line. */
    static final int LIMIT = 64 * 1024;

    enum Type {
        DIRECTORY('D'), COMMAND('C'), READY('R'), STATUS('S'), OUT('O'), ERR('E'), EXIT('X');

        private final char code;

        Type(char code) {
            this.code = code;
        }

        static Type of(int code) throws IOException {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            throw new IOException("no frame type " + code);
        }
    }

    Frame {
        if (payload.length > LIMIT) {
            throw new IllegalArgumentException("a frame holds at most " + LIMIT + " bytes, not " + payload.length);
        }
    }

    static Frame text(Type type, String text) {
        return new Frame(type, text.getBytes(StandardCharsets.UTF_8));
    }

    static Frame exit(int code) {
        return new Frame(Type.EXIT, ByteBuffer.allocate(Integer.BYTES).putInt(code).array());
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    int exitCode() throws IOException {
        if (type != Type.EXIT || payload.length != Integer.BYTES) {
            throw new IOException("not an exit frame: " + type + " of " + payload.length + " bytes");
        }
        return ByteBuffer.wrap(payload).getInt();
    }

    void writeTo(DataOutputStream out) throws IOException {
        out.writeByte(type.code);
        out.writeInt(payload.length);
        out.write(payload);
        out.flush();
    }

    /** @throws EOFException when the other side went away */
    static Frame readFrom(DataInputStream in) throws IOException {
        Type type = Type.of(in.readUnsignedByte());
        int length = in.readInt();
        if (length < 0 || length > LIMIT) {
            throw new IOException("a frame holds at most " + LIMIT + " bytes, not " + length);
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("the frame ended after " + payload.length + " of " + length + " bytes");
        }
        return new Frame(type, payload);
    }
}
