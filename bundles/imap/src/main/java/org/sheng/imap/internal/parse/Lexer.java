package org.sheng.imap.internal.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The words of RFC 9051 §9, read from a command that is there as a whole, literals in their places. */
final class Lexer {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** @param end behind the last byte, line end not counted */
    Lexer(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean atEnd() {
        return at == end;
    }

    /** 0 at the end. */
    char peek() {
        return at < end ? (char) (bytes[at] & 0xff) : 0;
    }

    boolean take(char c) {
        if (peek() != c || at == end) {
            return false;
        }
        at++;
        return true;
    }

    void expect(char c) {
        if (!take(c)) {
            throw new SyntaxError(c == ' ' ? "a space is missing" + where() : "'" + c + "' is missing" + where());
        }
    }

    void space() {
        expect(' ');
    }

    void finish() {
        if (at != end) {
            throw new SyntaxError("the command should end" + where());
        }
    }

    /** The command, where nothing follows it. */
    <C extends Command> C end(C command) {
        finish();
        return command;
    }

    String where() {
        if (at == end) {
            return " at its end";
        }
        int to = Math.min(end, at + 20);
        return " before \"" + new String(bytes, at, to - at, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?") + "\"";
    }

    String tag() {
        int from = at;
        while (at < end && bytes[at] > 0 && isAstringChar(bytes[at]) && bytes[at] != '+') {
            at++;
        }
        if (from == at || at - from > 256 || at < end && bytes[at] != ' ') {
            at = from;
            throw new SyntaxError("a tag is missing" + where());
        }
        return text(from, at);
    }

    String atom() {
        int from = at;
        while (at < end && isAtomChar(bytes[at])) {
            at++;
        }
        if (from == at) {
            throw new SyntaxError("a word is missing" + where());
        }
        return text(from, at);
    }

    String upperAtom() {
        return atom().toUpperCase(Locale.ROOT);
    }

    /** Whether this word, without regard to case, is next. */
    boolean peekWord(String word) {
        if (end - at <= word.length() || isAtomChar(bytes[at + word.length()])) {
            return false;
        }
        return text(at, at + word.length()).equalsIgnoreCase(word);
    }

    /** Letters, digits, dots: names of fetch items, which brackets may follow. */
    String itemName() {
        int from = at;
        while (at < end && (isAlphanumeric(bytes[at]) || bytes[at] == '.')) {
            at++;
        }
        if (from == at) {
            throw new SyntaxError("an item is missing" + where());
        }
        return text(from, at).toUpperCase(Locale.ROOT);
    }

    byte[] astringBytes() {
        char c = peek();
        if (c == '"' || c == '{') {
            return stringBytes();
        }
        int from = at;
        while (at < end && isAstringChar(bytes[at])) {
            at++;
        }
        if (from == at) {
            throw new SyntaxError("a string is missing" + where());
        }
        return Arrays.copyOfRange(bytes, from, at);
    }

    String astring() {
        return decode(astringBytes());
    }

    /** An astring, with the wildcards of LIST. */
    String listMailbox() {
        char c = peek();
        if (c == '"' || c == '{') {
            return decode(stringBytes());
        }
        int from = at;
        while (at < end && (isAstringChar(bytes[at]) || bytes[at] == '%' || bytes[at] == '*')) {
            at++;
        }
        if (from == at) {
            throw new SyntaxError("a mailbox pattern is missing" + where());
        }
        return decode(Arrays.copyOfRange(bytes, from, at));
    }

    byte[] stringBytes() {
        if (peek() == '"') {
            return quoted();
        }
        if (peek() == '{') {
            return literal();
        }
        throw new SyntaxError("a string is missing" + where());
    }

    String nstring() {
        if (peek() == '"' || peek() == '{') {
            return decode(stringBytes());
        }
        if (!upperAtom().equals("NIL")) {
            throw new SyntaxError("a string or NIL is missing" + where());
        }
        return "";
    }

    private byte[] quoted() {
        byte[] out = new byte[16];
        int length = 0;
        at++;
        while (at < end) {
            byte b = bytes[at++];
            if (b == '"') {
                return Arrays.copyOf(out, length);
            }
            if (b == '\\' && at < end) {
                b = bytes[at++];
            } else if (b == '\r' || b == '\n') {
                break;
            }
            if (length == out.length) {
                out = Arrays.copyOf(out, length * 2);
            }
            out[length++] = b;
        }
        throw new SyntaxError("a quoted string has no end");
    }

    private byte[] literal() {
        Marker marker = marker();
        if (marker.size > end - at) {
            throw new SyntaxError("a literal is not there as a whole");
        }
        int from = at;
        at += (int) marker.size;
        return Arrays.copyOfRange(bytes, from, at);
    }

    /** A literal's announcement, with its line end where that is there. */
    record Marker(long size, boolean waits) { }

    Marker marker() {
        expect('{');
        long size = number();
        boolean waits = !take('+');
        expect('}');
        if (take('\r') && at == end) {
            throw new SyntaxError("a literal is not there as a whole");
        }
        take('\n');
        return new Marker(size, waits);
    }

    /** 0 to 2^63-1 (RFC 9051 §9 number64). */
    long number() {
        long value = 0;
        int from = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            if (value > (Long.MAX_VALUE - 9) / 10) {
                throw new SyntaxError("a number is too large");
            }
            value = value * 10 + (bytes[at++] - '0');
        }
        if (from == at) {
            throw new SyntaxError("a number is missing" + where());
        }
        return value;
    }

    /** Exactly so many bytes. */
    String fixed(int length) {
        if (end - at < length) {
            throw new SyntaxError("the command ends too early");
        }
        at += length;
        return text(at - length, at);
    }

    private String text(int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** As UTF-8, which what is ASCII is; else each byte as a character. */
    static String decode(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean isAlphanumeric(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z';
    }

    /** RFC 9051 §9 ATOM-CHAR. */
    private static boolean isAtomChar(byte b) {
        return b > ' ' && b < 127 && switch (b) {
            case '(', ')', '{', '%', '*', '"', '\\', ']' -> false;
            default -> true;
        };
    }

    /** RFC 9051 §9 ASTRING-CHAR; bytes of UTF-8, which some clients send bare, are taken. */
    private static boolean isAstringChar(byte b) {
        return isAtomChar(b) || b == ']' || b < 0;
    }
}
