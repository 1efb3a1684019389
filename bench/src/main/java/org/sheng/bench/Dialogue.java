package org.sheng.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** One conversation: gets the server's lines, says what to send. */
abstract class Dialogue {

    private static final int LINE_LIMIT = 64 * 1024;

    private final ByteBuffer input = ByteBuffer.allocate(LINE_LIMIT);
    private final ArrayDeque<ByteBuffer> output = new ArrayDeque<>();
    private SelectionKey key;

    /** A line of the server without its end. */
    protected abstract void line(String line) throws IOException;

    /** The server closed; by default that was not expected. */
    protected void closed() throws IOException {
        throw new IOException("the server closed the connection in the middle of a conversation");
    }

    protected final void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.US_ASCII));
    }

    protected final void send(byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            output.add(ByteBuffer.wrap(part));
        }
        flush();
    }

    protected final void hangUp() throws IOException {
        key.channel().close();
    }

    void attach(SelectionKey registered) {
        key = registered;
        input.clear();
        output.clear();
    }

    void ready() throws IOException {
        if (key.isConnectable()) {
            channel().finishConnect();
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        if (key.isWritable()) {
            flush();
        }
        if (key.isValid() && key.isReadable()) {
            read();
        }
    }

    private void read() throws IOException {
        if (channel().read(input) < 0) {
            key.channel().close();
            closed();
            return;
        }
        input.flip();
        int start = 0;
        byte[] bytes = input.array();
        SelectionKey mine = key;
        for (int at = 0; at < input.limit() && key == mine && key.isValid(); at++) {
            if (bytes[at] == '\n') {
                int end = at > start && bytes[at - 1] == '\r' ? at - 1 : at;
                String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
                start = at + 1;
                line(line);
            }
        }
        if (key != mine) {
            return;
        }
        input.position(start);
        input.compact();
        if (!input.hasRemaining()) {
            throw new IOException("a line of more than " + LINE_LIMIT + " bytes from the server");
        }
    }

    private void flush() throws IOException {
        while (!output.isEmpty()) {
            ByteBuffer[] pending = output.toArray(ByteBuffer[]::new);
            if (channel().write(pending) == 0) {
                break;
            }
            while (!output.isEmpty() && !output.peek().hasRemaining()) {
                output.remove();
            }
        }
        int wanted = output.isEmpty() ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    private SocketChannel channel() {
        return (SocketChannel) key.channel();
    }
}
