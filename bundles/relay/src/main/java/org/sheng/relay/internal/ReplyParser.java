package org.sheng.relay.internal;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes replies of bytes, in pieces as they come. Bounded: a line of 2,048 octets (RFC 5321 §4.5.3.1.5 asks for 512), 200 lines. No I/O. */
final class ReplyParser {
    private static final int LONGEST_LINE = 2_048;
    private static final int MOST_LINES = 200;

    private final byte[] line = new byte[LONGEST_LINE];
    private final List<String> lines = new ArrayList<>();
    private int length;
    private int code;

    /** Takes bytes up to the end of a reply; empty when they end before it. */
    Optional<Reply> next(ByteBuffer bytes) throws ProtocolException {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            if (b == '\n') {
                Optional<Reply> reply = endOfLine();
                if (reply.isPresent()) {
                    return reply;
                }
            } else if (length == LONGEST_LINE) {
                throw new ProtocolException("a reply's line is longer than " + LONGEST_LINE + " octets");
            } else {
                line[length++] = b;
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> endOfLine() throws ProtocolException {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        length = 0;
        int said = code(end);
        if (!lines.isEmpty() && said != code) {
            throw new ProtocolException("the lines of a reply have the codes " + code + " and " + said);
        }
        if (lines.size() == MOST_LINES) {
            throw new ProtocolException("a reply has more than " + MOST_LINES + " lines");
        }
        code = said;
        lines.add(end > 4 ? visible(new String(line, 4, end - 4, StandardCharsets.UTF_8)) : "");
        boolean more = end > 3 && line[3] == '-';
        if (more) {
            return Optional.empty();
        }
        Reply reply = new Reply(code, List.copyOf(lines));
        lines.clear();
        return Optional.of(reply);
    }

    private int code(int end) throws ProtocolException {
        boolean digits = end >= 3 && line[0] >= '2' && line[0] <= '5' && isDigit(line[1]) && isDigit(line[2]);
        boolean separated = end == 3 || end > 3 && (line[3] == ' ' || line[3] == '-');
        if (!digits || !separated) {
            throw new ProtocolException("not a reply: " + visible(new String(line, 0, Math.min(end, 80), StandardCharsets.UTF_8)));
        }
        return (line[0] - '0') * 100 + (line[1] - '0') * 10 + line[2] - '0';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static String visible(String text) {
        return text.chars().anyMatch(Character::isISOControl) ? text.replaceAll("\\p{Cntrl}", " ").strip() : text.strip();
    }
}
