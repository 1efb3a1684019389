package org.sheng.imap.internal.parse;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gathers a command: lines, and the literals between them, until its last line end (RFC 9051 §4.3). Holds no memory between commands.
 */
public final class CommandReader {
    public static final int MAX_LINE = 65_536;
    private static final byte[] NOTHING = new byte[0];

    private byte[] bytes = NOTHING;
    private int length;
    private int inLines;
    private int inLiterals;
    private int literal;
    private Lexer.Marker marker;

    /** What {@link #read} came to. */
    public enum Result {
        /** All bytes were taken; the command goes on. */
        MORE,
        /** The command is complete: {@link #bytes}, {@link #length}. Call {@link #clear} when done with it. */
        COMPLETE,
        /** A literal was announced: {@link #literalSize}, {@link #literalWaits}. Say {@link #acceptLiteral} or {@link #clear}. */
        LITERAL,
        /** A line has more than {@link #MAX_LINE} bytes. */
        TOO_LONG
    }

    public Result read(ByteBuffer from) {
        while (from.hasRemaining()) {
            if (literal > 0) {
                int count = Math.min(literal, from.remaining());
                append(from, count);
                literal -= count;
                continue;
            }
            int line = lineLength(from);
            boolean ended = line > 0;
            int count = ended ? line : from.remaining();
            if (inLines + count > MAX_LINE) {
                return Result.TOO_LONG;
            }
            inLines += count;
            append(from, count);
            if (ended) {
                return endOfLine();
            }
        }
        return Result.MORE;
    }

    /** With its line feed; 0: there is none. */
    private static int lineLength(ByteBuffer from) {
        for (int i = from.position(); i < from.limit(); i++) {
            if (from.get(i) == '\n') {
                return i - from.position() + 1;
            }
        }
        return 0;
    }

    private void append(ByteBuffer from, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, Math.min(length * 2, length + MAX_LINE)));
        }
        from.get(bytes, length, count);
        length += count;
    }

    private Result endOfLine() {
        int end = length - 1;
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        marker = marker(end);
        if (marker != null) {
            return Result.LITERAL;
        }
        length = end;
        return Result.COMPLETE;
    }

    /** The announcement that a line ends with, null where it does not. */
    private Lexer.Marker marker(int end) {
        if (end < 3 || bytes[end - 1] != '}') {
            return null;
        }
        int open = end - 2;
        int least = Math.max(0, end - 25);
        while (open > least && bytes[open] != '{') {
            open--;
        }
        try {
            byte[] text = Arrays.copyOfRange(bytes, open, end);
            Lexer in = new Lexer(text, text.length);
            Lexer.Marker found = in.marker();
            return in.atEnd() ? found : null;
        } catch (SyntaxError e) {
            return null;
        }
    }

    public long literalSize() {
        return marker.size();
    }

    /** The client waits for the go-ahead. */
    public boolean literalWaits() {
        return marker.waits();
    }

    /** Bytes of all literals of the command so far. */
    public int literalBytes() {
        return inLiterals;
    }

    /** Takes the literal that was announced into the command. */
    public void acceptLiteral() {
        literal = (int) marker.size();
        inLiterals += literal;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Ready for the next command. */
    public void clear() {
        bytes = NOTHING;
        length = 0;
        inLines = 0;
        inLiterals = 0;
        literal = 0;
        marker = null;
    }
}
