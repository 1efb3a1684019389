package org.sheng.smtp.parse;

import java.util.Arrays;
import java.util.Locale;
import java.nio.charset.StandardCharsets;

/**
 * Watches a message's header go by (RFC 5322 §2.2): counts trace fields, sees which fields are there, and lets fields be added at its end. Holds no more than the
 * start of one line. Text that begins without a header gets the empty line that must stand before it.
 */
public final class HeaderReader implements DataDecoder.Sink {
    private static final int MAX_NAME = 128;
    private static final byte[] EMPTY_LINE = {'\r', '\n'};

    /** What is to be added at the end of the header: whole lines, or nothing. */
    @FunctionalInterface
    public interface Addition {
        byte[] lines(boolean hasDate, boolean hasMessageId);
    }

    private final DataDecoder.Sink out;
    private final Addition addition;
    private final byte[] held = new byte[MAX_NAME];
    private int heldLength;
    private boolean inField;
    private boolean inBody;
    private int fields;
    private int received;
    private boolean hasDate;
    private boolean hasMessageId;

    public HeaderReader(DataDecoder.Sink out, Addition addition) {
        this.out = out;
        this.addition = addition;
    }

    /** Received fields seen: the hosts that it came through (RFC 5321 §6.3). */
    public int received() {
        return received;
    }

    @Override
    public void accept(byte[] bytes, int from, int to) {
        if (inBody) {
            out.accept(bytes, from, to);
            return;
        }
        int given = from;
        int line = from;
        int i = from;
        while (i < to) {
            if (inField) {
                i = behindLineEnd(bytes, i, to);
                line = i;
                continue;
            }
            Kind kind = kindOf(bytes, line, i, bytes[i]);
            i++;
            if (kind == Kind.UNDECIDED) {
                continue;
            }
            if (kind != Kind.FIELD) {
                give(bytes, given, line);
                beginBody(kind);
                giveHeld();
                give(bytes, line, to);
                return;
            }
            giveHeld();
            inField = true;
        }
        if (inField) {
            give(bytes, given, to);
        } else {
            give(bytes, given, line);
            System.arraycopy(bytes, line, held, heldLength, to - line);
            heldLength += to - line;
        }
    }

    /** The message has ended; within the header, if it has no body. */
    public void end() {
        if (inBody) {
            return;
        }
        if (heldLength > 0) {
            beginBody(Kind.TEXT);
            giveHeld();
            return;
        }
        beginBody(Kind.EMPTY_LINE);
    }

    private enum Kind { UNDECIDED, FIELD, EMPTY_LINE, TEXT }

    /** What the line is, as far as it is seen: held bytes, then those between {@code line} and {@code i}, then {@code b}. */
    private Kind kindOf(byte[] bytes, int line, int i, byte b) {
        int length = heldLength + i - line;
        if (length == 0 && (b == ' ' || b == '\t')) {
            return fields > 0 ? Kind.FIELD : Kind.TEXT; // a folded line (RFC 5322 §2.2.3)
        }
        if (b == ':') {
            return length == 0 ? Kind.TEXT : field(bytes, line, length);
        }
        if (b == '\n') {
            return length <= 1 ? Kind.EMPTY_LINE : Kind.TEXT;
        }
        if (length == MAX_NAME - 1) {
            return Kind.TEXT;
        }
        boolean inName = b > ' ' && b < 0x7f || b == '\r' && length == 0 || b == ' ' || b == '\t'; // spaces before the colon: RFC 5322 §4.5
        return inName ? Kind.UNDECIDED : Kind.TEXT;
    }

    private Kind field(byte[] bytes, int line, int length) {
        byte[] name = Arrays.copyOf(held, length);
        System.arraycopy(bytes, line, name, heldLength, length - heldLength);
        String text = new String(name, StandardCharsets.ISO_8859_1).stripTrailing();
        if (text.indexOf(' ') >= 0 || text.indexOf('\t') >= 0) {
            return Kind.TEXT;
        }
        fields++;
        switch (text.length()) {
            case 4 -> hasDate |= text.equalsIgnoreCase("Date");
            case 8 -> received += text.equalsIgnoreCase("Received") ? 1 : 0;
            case 10 -> hasMessageId |= text.toLowerCase(Locale.ROOT).equals("message-id");
            default -> { }
        }
        return Kind.FIELD;
    }

    private void beginBody(Kind kind) {
        inBody = true;
        byte[] lines = addition.lines(hasDate, hasMessageId);
        give(lines, 0, lines.length);
        if (kind == Kind.TEXT) {
            out.accept(EMPTY_LINE, 0, EMPTY_LINE.length);
        }
    }

    private int behindLineEnd(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                inField = false;
                return i + 1;
            }
        }
        return to;
    }

    private void giveHeld() {
        give(held, 0, heldLength);
        heldLength = 0;
    }

    private void give(byte[] bytes, int from, int to) {
        if (to > from) {
            out.accept(bytes, from, to);
        }
    }
}
