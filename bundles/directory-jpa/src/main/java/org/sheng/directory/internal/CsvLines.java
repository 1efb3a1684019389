package org.sheng.directory.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lines of CSV (RFC 4180), one record a line: no field of the directory may hold a line break, so a quote that is never closed spoils
 * its own line and not the rest of the file. A library would give up at the first such line, or read on without a bound.
 */
final class CsvLines {
    private static final int MAX_LINE = 16_384;
    private static final int MAX_FIELDS = 64;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader in;
    private final StringBuilder text = new StringBuilder();
    private long line;
    private int ahead = -2;

    /** @param in is read in small steps: buffer it */
    CsvLines(Reader in) {
        this.in = in;
    }

    /** The next line that is not blank; empty at the end. */
    Optional<Line> next() throws IOException {
        while (readLine()) {
            line++;
            if (line == 1 && text.length() > 0 && text.charAt(0) == BYTE_ORDER_MARK) {
                text.deleteCharAt(0);
            }
            if (text.length() > MAX_LINE) {
                return Optional.of(new Line(line, List.of(), "is longer than 16,384 characters"));
            }
            if (!text.toString().isBlank()) {
                return Optional.of(fields());
            }
        }
        return Optional.empty();
    }

    /** Reads up to CRLF, LF or CR; keeps at most one character more than is allowed. */
    private boolean readLine() throws IOException {
        text.setLength(0);
        int c = read();
        if (c < 0) {
            return false;
        }
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() <= MAX_LINE) {
                text.append((char) c);
            }
            c = read();
        }
        if (c == '\r') {
            int after = read();
            ahead = after == '\n' ? -2 : after;
        }
        return true;
    }

    private int read() throws IOException {
        int c = ahead == -2 ? in.read() : ahead;
        ahead = -2;
        return c;
    }

    private Line fields() {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        int at = 0;
        while (true) {
            field.setLength(0);
            if (at < text.length() && text.charAt(at) == '"') {
                at = quoted(at + 1, field);
                if (at < 0) {
                    return new Line(line, List.of(), "has a quote that is not closed");
                }
            } else {
                while (at < text.length() && text.charAt(at) != ',') {
                    field.append(text.charAt(at++));
                }
            }
            fields.add(field.toString());
            if (at >= text.length()) {
                return new Line(line, fields, "");
            }
            if (text.charAt(at) != ',') {
                return new Line(line, List.of(), "has text behind a closing quote");
            }
            if (fields.size() == MAX_FIELDS) {
                return new Line(line, List.of(), "has more than 64 fields");
            }
            at++;
        }
    }

    /** @return where the closing quote ends; -1 when there is none */
    private int quoted(int from, StringBuilder field) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c != '"') {
                field.append(c);
            } else if (at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }

    /** @param trouble why it cannot be read; empty when it can */
    record Line(long number, List<String> fields, String trouble) { }
}
