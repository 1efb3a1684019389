package org.sheng.imap.internal.search;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The fields of a header, decoded and folded, in order. */
record HeaderTexts(List<Field> fields) {

    record Field(String name, String text) { }

    static HeaderTexts of(byte[] header) {
        List<Field> fields = new ArrayList<>();
        for (String line : unfolded(header).split("\r?\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.add(new Field(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        Fold.fold(Fold.decoded(line.substring(colon + 1).strip()))));
            }
        }
        return new HeaderTexts(fields);
    }

    private static String unfolded(byte[] header) {
        return text(header).replaceAll("\r?\n(?=[ \t])", "");
    }

    private static String text(byte[] header) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
        } catch (CharacterCodingException e) {
            return new String(header, StandardCharsets.ISO_8859_1);
        }
    }

    boolean matches(String name, String needle) {
        return fields.stream().anyMatch(field -> field.name.equals(name) && field.text.contains(needle));
    }

    /** RFC 3501 §6.4.4 TEXT: names and values. */
    boolean contains(String needle) {
        return fields.stream().anyMatch(field -> (field.name + ": " + field.text).contains(needle));
    }
}
