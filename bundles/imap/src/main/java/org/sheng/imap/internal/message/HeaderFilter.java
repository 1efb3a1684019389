package org.sheng.imap.internal.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** HEADER.FIELDS and HEADER.FIELDS.NOT (RFC 9051 §6.4.5.1): fields as they are, in the message's order, and the empty line. */
public final class HeaderFilter {
    private HeaderFilter() { }

    public static byte[] filter(byte[] header, List<String> names, boolean not) {
        Set<String> wanted = new HashSet<>();
        names.forEach(name -> wanted.add(name.toLowerCase(Locale.ROOT)));
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        int at = 0;
        while (at < header.length) {
            int end = endOfField(header, at);
            if (isEmptyLine(header, at)) {
                break;
            }
            if (wanted.contains(name(header, at, end)) != not) {
                out.write(header, at, end - at);
            }
            at = end;
        }
        out.write('\r');
        out.write('\n');
        return out.toByteArray();
    }

    private static boolean isEmptyLine(byte[] header, int at) {
        return header[at] == '\n' || header[at] == '\r' && at + 1 < header.length && header[at + 1] == '\n';
    }

    private static int endOfField(byte[] header, int from) {
        for (int at = from; at < header.length; at++) {
            if (header[at] == '\n' && (at + 1 == header.length || header[at + 1] != ' ' && header[at + 1] != '\t')) {
                return at + 1;
            }
        }
        return header.length;
    }

    private static String name(byte[] header, int from, int end) {
        int colon = from;
        while (colon < end && header[colon] != ':' && header[colon] > ' ') {
            colon++;
        }
        return new String(header, from, colon - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }
}
