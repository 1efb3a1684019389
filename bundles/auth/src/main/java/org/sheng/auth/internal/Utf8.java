package org.sheng.auth.internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Text that a client sent, decoded strictly. */
final class Utf8 {
    private Utf8() { }

    /** Empty when it is not UTF-8 or holds a NUL. */
    static Optional<String> text(byte[] octets, int from, int to) {
        return chars(octets, from, to).map(chars -> {
            String text = new String(chars);
            Arrays.fill(chars, '\0');
            return text;
        });
    }

    /** As {@link #text}, leaving no other copy behind. */
    static Optional<char[]> chars(byte[] octets, int from, int to) {
        try {
            CharBuffer decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
            char[] chars = new char[decoded.remaining()];
            decoded.get(chars);
            if (decoded.hasArray()) {
                Arrays.fill(decoded.array(), '\0');
            }
            for (char c : chars) {
                if (c == 0) {
                    return Optional.empty();
                }
            }
            return Optional.of(chars);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
