package org.sheng.smtp.parse;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One command, split (RFC 5321 §4.1.1).
 *
 * @param verb upper case
 * @param argument what stands behind the verb and one space, without spaces at its end; may be empty
 */
public record CommandLine(String verb, String argument) {

    /** Where the line's LF is, counted from the buffer's position; -1 when it is not there within {@code limit} bytes. */
    public static int lengthOf(ByteBuffer unread, int limit) {
        int start = unread.position();
        int end = Math.min(unread.limit(), start + limit);
        for (int i = start; i < end; i++) {
            if (unread.get(i) == '\n') {
                return i - start + 1;
            }
        }
        return -1;
    }

    /** Takes a line of {@code length} bytes, its line end included, off the buffer. */
    public static String take(ByteBuffer unread, int length) throws BadSyntax {
        byte[] line = new byte[length];
        unread.get(line);
        if (length < 2 || line[length - 2] != '\r') {
            throw new BadSyntax(500, "5.5.2", "a line ends with CRLF, not with LF alone"); // RFC 5321 §2.3.8
        }
        for (int i = 0; i < length - 2; i++) {
            if (line[i] < ' ' && line[i] != '\t' || line[i] == 0x7f) {
                throw line[i] < 0
                        ? new BadSyntax(500, "5.6.7", "characters outside of ASCII cannot be taken here") // SMTPUTF8 (RFC 6531) is not offered
                        : new BadSyntax(500, "5.5.2", "a command holds no control characters");
            }
        }
        return new String(line, 0, length - 2, StandardCharsets.ISO_8859_1);
    }

    public static CommandLine parse(String line) {
        String text = line.stripTrailing();
        int space = text.indexOf(' ');
        return space < 0 ? new CommandLine(text.toUpperCase(Locale.ROOT), "")
                : new CommandLine(text.substring(0, space).toUpperCase(Locale.ROOT), text.substring(space + 1).stripLeading());
    }
}
