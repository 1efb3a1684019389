package org.sheng.imap.internal.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.sheng.store.Flags;

/** The words of RFC 9051 §9, read from a command that is there as a whole, literals in their places. */
final class Lexer {
    private static final int MAX_RANGES = 10_000;
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

    private String where() {
        if (at == end) {
            return " at its end";
        }
        int to = Math.min(end, at + 20);
        return " before \"" + new String(bytes, at, to - at, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?") + "\"";
    }

    String tag() {
        int from = at;
        while (at < end && isAstringChar(bytes[at]) && bytes[at] != '+') {
            at++;
        }
        if (from == at || at - from > 256) {
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

    SequenceSet sequenceSet() {
        List<SequenceSet.Range> ranges = new ArrayList<>(1);
        do {
            long from = sequenceNumber();
            ranges.add(new SequenceSet.Range(from, take(':') ? sequenceNumber() : from));
            if (ranges.size() > MAX_RANGES) {
                throw new SyntaxError("a set has more than " + MAX_RANGES + " ranges");
            }
        } while (take(','));
        return new SequenceSet(ranges);
    }

    boolean atSequenceSet() {
        return peek() == '*' || peek() >= '0' && peek() <= '9';
    }

    private long sequenceNumber() {
        if (take('*')) {
            return SequenceSet.STAR;
        }
        long number = number();
        if (number == 0 || number > 0xffffffffL) {
            throw new SyntaxError("a message number is from 1 to 4294967295");
        }
        return number;
    }

    /** In parentheses, or bare as STORE allows it. \Recent, which no client may set, is passed over. */
    Flags flags(boolean bare) {
        boolean list = take('(');
        if (!list && !bare) {
            throw new SyntaxError("a list of flags is missing" + where());
        }
        int bits = 0;
        TreeSet<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        while (!(list && peek() == ')')) {
            if (take('\\')) {
                String name = upperAtom();
                bits |= switch (name) {
                    case "SEEN" -> Flags.SEEN;
                    case "ANSWERED" -> Flags.ANSWERED;
                    case "FLAGGED" -> Flags.FLAGGED;
                    case "DELETED" -> Flags.DELETED;
                    case "DRAFT" -> Flags.DRAFT;
                    case "RECENT" -> 0;
                    default -> throw new SyntaxError("there is no flag \\" + name);
                };
            } else {
                String keyword = atom();
                if (keyword.length() > 64) {
                    throw new SyntaxError("a keyword has at most 64 characters");
                }
                keywords.add(keyword);
            }
            if (!take(' ')) {
                break;
            }
        }
        if (list) {
            expect(')');
        }
        if (keywords.size() > Flags.MAX_KEYWORDS) {
            throw new SyntaxError("a message can have " + Flags.MAX_KEYWORDS + " keywords");
        }
        return Flags.of(bits, keywords);
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
