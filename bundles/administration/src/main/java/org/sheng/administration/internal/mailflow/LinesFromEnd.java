package org.sheng.administration.internal.mailflow;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;

/** The lines of a file, the last one first. A line is cut at {@value #MOST_LINE} bytes. */
final class LinesFromEnd implements AutoCloseable {
    static final int MOST_LINE = 64 * 1024;
    private static final int STEP = 64 * 1024;

    private final SeekableByteChannel file;
    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private int pieceBytes;
    private byte[] block = {};
    private int at;
    private long position;
    private long bytes;
    private boolean ended;

    LinesFromEnd(Path path) throws IOException {
        file = Files.newByteChannel(path);
        position = file.size();
        read();
        if (at > 0 && block[at - 1] == '\n') {
            at--;
        }
    }

    /** Bytes that were read. */
    long bytes() {
        return bytes;
    }

    Optional<String> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        while (true) {
            int end = at;
            while (at > 0 && block[at - 1] != '\n') {
                at--;
            }
            keep(Arrays.copyOfRange(block, at, end));
            if (at > 0) {
                at--; // the line end before it
                return Optional.of(line());
            }
            if (position == 0) {
                ended = true;
                return pieceBytes == 0 ? Optional.empty() : Optional.of(line());
            }
            read();
        }
    }

    /** Pieces come last first, so a line over the bound loses what stands at its end. */
    private void keep(byte[] piece) {
        pieces.addFirst(piece);
        pieceBytes += piece.length;
        while (pieceBytes - pieces.getLast().length >= MOST_LINE) {
            pieceBytes -= pieces.removeLast().length;
        }
    }

    private String line() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(pieceBytes);
        pieces.forEach(whole::writeBytes);
        pieces.clear();
        pieceBytes = 0;
        return whole.toString(StandardCharsets.UTF_8);
    }

    private void read() throws IOException {
        int length = (int) Math.min(STEP, position);
        position -= length;
        ByteBuffer into = ByteBuffer.allocate(length);
        file.position(position);
        while (into.hasRemaining()) {
            if (file.read(into) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        block = into.array();
        at = length;
        bytes += length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
