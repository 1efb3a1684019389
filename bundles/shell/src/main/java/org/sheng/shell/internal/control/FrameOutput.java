package org.sheng.shell.internal.control;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Sends what a command prints as frames of one type, without the colour codes (ECMA-48 control sequences) that some commands
 * put in. Holds at most 8 KiB; when the client does not read, the command waits.
 */
final class FrameOutput extends OutputStream {

    private static final int ESCAPE = 0x1b;

    private final DataOutputStream channel;
    private final Frame.Type type;
    private final byte[] buffer = new byte[8 * 1024];
    private int used;
    private Sequence sequence = Sequence.NONE;

    /** Where in a control sequence the output stands. */
    private enum Sequence { NONE, ESCAPED, PARAMETERS }

    FrameOutput(DataOutputStream channel, Frame.Type type) {
        this.channel = channel;
        this.type = type;
    }

    @Override
    public synchronized void write(int value) throws IOException {
        int octet = value & 0xff;
        switch (sequence) {
            case NONE -> plain(octet);
            case ESCAPED -> sequence = octet == '[' ? Sequence.PARAMETERS : Sequence.NONE;
            // ECMA-48 §5.4: a control sequence ends with a byte from 0x40 to 0x7e
            case PARAMETERS -> sequence = octet >= 0x40 && octet <= 0x7e ? Sequence.NONE : Sequence.PARAMETERS;
        }
    }

    private void plain(int octet) throws IOException {
        if (octet == ESCAPE) {
            sequence = Sequence.ESCAPED;
            return;
        }
        if (used == buffer.length) {
            flush();
        }
        buffer[used++] = (byte) octet;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            write(bytes[i]);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (used == 0) {
            return;
        }
        byte[] payload = Arrays.copyOf(buffer, used);
        used = 0;
        synchronized (channel) {
            new Frame(type, payload).writeTo(channel);
        }
    }

    @Override
    public void close() throws IOException {
        flush();
    }
}
