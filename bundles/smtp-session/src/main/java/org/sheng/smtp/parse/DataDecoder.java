package org.sheng.smtp.parse;

/**
 * Mail data from the wire: finds its end and takes the doubled dots away (RFC 5321 §4.5.2). The end is CRLF . CRLF and nothing else. A CR or
 * LF alone makes the message {@link #malformed}; and where what stands around a dot could be taken for an end by a more forgiving server, the data
 * is {@link State#SMUGGLING}: nothing behind it may be read as commands.
 */
public final class DataDecoder {

    /** Receives pieces of the message, in order; the array is the caller's again after the call. */
    @FunctionalInterface
    public interface Sink {
        void accept(byte[] bytes, int from, int to);
    }

    /** Where in the syntax the next byte stands. */
    public enum State {
        /** Behind CRLF, or at the start. */
        LINE,
        TEXT,
        /** Behind a CR. */
        CR,
        /** Behind a CR or LF that stood alone. */
        BARE,
        /** Behind CRLF and a dot. */
        DOT,
        DOT_CR,
        /** Behind a bare line end and a dot. */
        BARE_DOT,
        /** The end was seen. */
        END,
        /** A wrong end was seen. */
        SMUGGLING
    }

    private State state = State.LINE;
    private boolean malformed;

    public State state() {
        return state;
    }

    /** True when a CR or LF stood alone (RFC 5321 §2.3.8). */
    public boolean malformed() {
        return malformed;
    }

    public boolean ended() {
        return state == State.END || state == State.SMUGGLING;
    }

    /** Takes bytes until the end of data; gives back how far it came. */
    public int take(byte[] in, int from, int to, Sink out) {
        int start = from; // what was taken and not yet given on
        int i = from;
        while (i < to) {
            byte b = in[i];
            switch (state) {
                case TEXT -> {
                    while (b != '\r' && b != '\n' && ++i < to) {
                        b = in[i];
                    }
                    if (i < to) {
                        i++;
                        lineEnd(b);
                    }
                }
                case LINE -> {
                    if (b == '.') {
                        give(in, start, i, out);
                        start = ++i;
                        state = State.DOT;
                    } else {
                        state = State.TEXT;
                    }
                }
                case CR -> {
                    if (b == '\n') {
                        i++;
                        state = State.LINE;
                    } else {
                        bare();
                    }
                }
                case BARE -> {
                    if (b == '.') {
                        i++;
                        state = State.BARE_DOT;
                    } else {
                        state = State.TEXT;
                    }
                }
                case DOT -> {
                    if (b == '\r') {
                        start = ++i;
                        state = State.DOT_CR;
                    } else if (b == '\n') {
                        return smuggling(i);
                    } else {
                        state = State.TEXT;
                    }
                }
                case DOT_CR -> {
                    if (b != '\n') {
                        return smuggling(i);
                    }
                    state = State.END;
                    return i + 1;
                }
                case BARE_DOT -> {
                    if (b == '\r' || b == '\n') {
                        return smuggling(i);
                    }
                    state = State.TEXT;
                }
                default -> throw new IllegalStateException("the data has ended");
            }
        }
        give(in, start, to, out);
        return to;
    }

    private void lineEnd(byte b) {
        if (b == '\r') {
            state = State.CR;
        } else {
            bare();
        }
    }

    private void bare() {
        malformed = true;
        state = State.BARE;
    }

    private int smuggling(int at) {
        malformed = true;
        state = State.SMUGGLING;
        return at;
    }

    private static void give(byte[] in, int from, int to, Sink out) {
        if (to > from) {
            out.accept(in, from, to);
        }
    }
}
