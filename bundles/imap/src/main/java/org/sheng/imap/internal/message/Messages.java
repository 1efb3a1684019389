package org.sheng.imap.internal.message;

import java.nio.ByteBuffer;
import org.sheng.mime.MessageScanner;
import org.sheng.mime.MessageSummary;
import org.sheng.store.BlobId;
import org.sheng.store.BlobReader;
import org.sheng.store.MailStore;
import org.sheng.store.Message;
import org.sheng.store.StoreException;

/** Reads summaries and bytes of messages, the latter as a literal can carry them. */
public final class Messages {
    private static final int PIECE = 256 * 1024;
    private final MailStore store;
    private final MessageScanner scanner;

    public Messages(MailStore store, MessageScanner scanner) {
        this.store = store;
        this.scanner = scanner;
    }

    public MessageSummary summary(Message message) {
        byte[] stored = store.summary(message.blob()).orElseThrow(() -> gone(message.blob()));
        try {
            return scanner.decode(stored);
        } catch (IllegalArgumentException e) { // of another version, or of one who stored none: look at the message
            return scan(message);
        }
    }

    private MessageSummary scan(Message message) {
        MessageScanner.Scan scan = scanner.begin();
        for (long at = 0; at < message.size();) {
            ByteBuffer piece = store.read(message.blob(), at, (int) Math.min(PIECE, message.size() - at));
            if (!piece.hasRemaining()) {
                break;
            }
            at += piece.remaining();
            scan.update(piece);
        }
        return scan.finish();
    }

    /** Holds the message until closed, so that it can be sent to its end (RFC 2180 §4.1). */
    public BlobReader open(Message message) {
        return store.reader(message.blob());
    }

    /** All bytes of the span, which is at most 1 MiB. */
    public byte[] read(BlobId blob, Span span) {
        return read((offset, length) -> store.read(blob, offset, length), blob, span);
    }

    public static byte[] read(BlobReader reader, Span span) {
        return read(reader::read, reader.blob(), span);
    }

    private static byte[] read(Source source, BlobId blob, Span span) {
        byte[] bytes = new byte[(int) span.length()];
        int length = 0;
        while (length < bytes.length) {
            ByteBuffer piece = source.read(span.from() + length, bytes.length - length);
            if (!piece.hasRemaining()) {
                throw gone(blob);
            }
            int count = piece.remaining();
            Nuls.without(piece).get(bytes, length, count);
            length += count;
        }
        return bytes;
    }

    /** Some bytes from the offset on, at least one. */
    public static ByteBuffer piece(BlobReader reader, long from, long to) {
        ByteBuffer piece = reader.read(from, (int) Math.min(PIECE, to - from));
        if (!piece.hasRemaining()) {
            throw gone(reader.blob());
        }
        return Nuls.without(piece);
    }

    @FunctionalInterface
    private interface Source {
        ByteBuffer read(long offset, int length);
    }

    private static StoreException gone(BlobId blob) {
        return new StoreException(StoreException.Reason.MISSING, -1, "the message " + blob + " was removed while it was read");
    }
}
