package org.sheng.imap.internal.write;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.sheng.net.Connection;
import org.sheng.store.Flags;

/** Gathers responses and hands them to the connection in large pieces. Holds no memory while nothing is gathered. */
public final class Out {
    private static final byte[] NOTHING = new byte[0];
    private static final int PIECE = 32 * 1024;
    private static final int COPIED = 64 * 1024;
    private static final int LONGEST_QUOTED = 1_000;

    private final Connection connection;
    private byte[] bytes = NOTHING;
    private int length;
    private long sent;

    public Out(Connection connection) {
        this.connection = connection;
    }

    /** Hands over what was gathered. */
    public void send() {
        if (length == 0) {
            return;
        }
        connection.write(ByteBuffer.wrap(bytes, 0, length));
        sent += length;
        bytes = NOTHING;
        length = 0;
    }

    /** Bytes that follow what was gathered; they belong to the connection from now on. */
    public void direct(ByteBuffer more) {
        if (more.remaining() <= COPIED) {
            room(more.remaining());
            int count = more.remaining();
            more.get(bytes, length, count);
            length += count;
            return;
        }
        send();
        sent += more.remaining();
        connection.write(more);
    }

    /** A place to come back to. */
    public long mark() {
        return sent + length;
    }

    /** Takes back what was gathered since; false when some of it was sent already. */
    public boolean rollBack(long mark) {
        if (mark < sent) {
            return false;
        }
        length = (int) (mark - sent);
        return true;
    }

    /** ASCII. */
    @SuppressWarnings("deprecation") // the only way to copy ASCII without a second array
    public Out raw(String text) {
        int count = text.length();
        room(count);
        text.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    public Out raw(char c) {
        room(1);
        bytes[length++] = (byte) c;
        return this;
    }

    public Out number(long value) {
        if (value < 0 || value > 999_999_999) {
            return raw(Long.toString(value));
        }
        room(10);
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    public Out end() {
        return raw("\r\n");
    }

    public Out line(String text) {
        return text(text).end();
    }

    /** Text for people, or with a client's words in it: what is no printable ASCII becomes a question mark. */
    public Out text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            raw(c >= ' ' && c < 127 ? c : '?');
        }
        return this;
    }

    public Out bytes(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        return this;
    }

    /** Quoted where that can be, else a literal (RFC 3501 §4.3): what is not ASCII goes as a literal in UTF-8. */
    public Out string(String text) {
        if (!quotable(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            return raw('{').number(utf8.length).raw("}\r\n").bytes(utf8);
        }
        if (text.indexOf('"') < 0 && text.indexOf('\\') < 0) {
            return raw('"').raw(text).raw('"');
        }
        raw('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                raw('\\');
            }
            raw(c);
        }
        return raw('"');
    }

    private static boolean quotable(String text) {
        if (text.length() > LONGEST_QUOTED) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || c == '\r' || c == '\n' || c > 126) {
                return false;
            }
        }
        return true;
    }

    /** Empty is NIL. */
    public Out nstring(String text) {
        return text.isEmpty() ? raw("NIL") : string(text);
    }

    /** In parentheses. {@code \Recent} is the session's own, never stored (RFC 3501 §2.3.2). */
    public Out flags(Flags flags, boolean recent) {
        raw('(');
        int from = length;
        flag(flags, Flags.ANSWERED, "\\Answered ");
        flag(flags, Flags.FLAGGED, "\\Flagged ");
        flag(flags, Flags.DELETED, "\\Deleted ");
        flag(flags, Flags.SEEN, "\\Seen ");
        flag(flags, Flags.DRAFT, "\\Draft ");
        if (recent) {
            raw("\\Recent ");
        }
        for (String keyword : flags.keywords()) {
            raw(keyword).raw(' ');
        }
        if (length > from) {
            length--;
        }
        return raw(')');
    }

    private void flag(Flags flags, int bit, String name) {
        if (flags.has(bit)) {
            raw(name);
        }
    }

    /** True when so much was gathered that it should be sent before more is. */
    public boolean isFull() {
        return length >= PIECE;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.max(256, bytes.length * 2)));
        }
    }
}
