package org.sheng.imap.internal.search;

import java.io.InputStream;
import java.nio.ByteBuffer;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.message.Span;
import org.sheng.store.BlobReader;

/** A section of a message as a stream, read from the store a piece at a time. */
final class BlobInput extends InputStream {
    private final BlobReader blob;
    private final long end;
    private long at;
    private ByteBuffer piece = ByteBuffer.allocate(0);

    BlobInput(BlobReader blob, Span span) {
        this.blob = blob;
        this.at = span.from();
        this.end = span.to();
    }

    private boolean fill() {
        if (!piece.hasRemaining() && at < end) {
            piece = Messages.piece(blob, at, end);
            at += piece.remaining();
        }
        return piece.hasRemaining();
    }

    @Override
    public int read() {
        return fill() ? piece.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, piece.remaining());
        piece.get(into, offset, count);
        return count;
    }
}
