package org.sheng.pipeline.internal;

import java.nio.ByteBuffer;

/** Finds the empty line behind a message's header (RFC 5322 §2.1), in pieces as they come. */
final class HeaderEnd {
    private boolean lineIsEmpty = true;
    private boolean found;

    boolean found() {
        return found;
    }

    /** What of the piece belongs to the header; without the empty line's own line feed. */
    ByteBuffer cut(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            byte b = piece.get(i);
            if (b == '\n' && lineIsEmpty) {
                found = true;
                boolean afterReturn = i > piece.position() && piece.get(i - 1) == '\r';
                return piece.duplicate().limit(afterReturn ? i - 1 : i);
            }
            lineIsEmpty = b == '\n' || lineIsEmpty && b == '\r';
        }
        return piece.duplicate();
    }
}
