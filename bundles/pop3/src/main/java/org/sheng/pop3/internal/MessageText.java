package org.sheng.pop3.internal;

import java.nio.ByteBuffer;
import org.sheng.net.Connection;
import org.sheng.net.Next;
import org.sheng.store.BlobReader;

/**
 * A message on its way to the client, in pieces of the store, with dots doubled and the last line (RFC 1939 §3). It is held
 * open until its end, so that it is sent whole though another session removes it.
 */
final class MessageText {
    private static final int PIECE = 64 * 1024;

    private final Connection connection;
    private final Pop3Session session;
    private final BlobReader message;
    private long offset;
    private long bodyLinesLeft;
    private boolean inBody;
    private boolean lineStart = true;
    private boolean lineEmpty = true;

    private MessageText(Pop3Session session, BlobReader message, long bodyLines) {
        this.connection = session.connection();
        this.session = session;
        this.message = message;
        this.bodyLinesLeft = bodyLines;
    }

    /** Closes the message at its end. */
    static Next send(Pop3Session session, BlobReader message, long bodyLines) {
        session.reads(message);
        return new Pump(session.connection(), new MessageText(session, message, bodyLines)::write).run();
    }

    private boolean write() {
        ByteBuffer piece = offset < message.size() ? message.read(offset, PIECE) : ByteBuffer.allocate(0);
        offset += piece.remaining();
        boolean more = piece.hasRemaining() && writeLines(piece) && offset < message.size();
        if (!more) {
            connection.write(lineStart ? ".\r\n" : "\r\n.\r\n");
            session.reads(null);
        }
        return more;
    }

    /** False when that was all the lines wanted. */
    private boolean writeLines(ByteBuffer piece) {
        int from = piece.position();
        for (int i = from; i < piece.limit(); i++) {
            byte octet = piece.get(i);
            if (lineStart && octet == '.') {
                send(piece, from, i);
                connection.write(".");
                from = i;
            }
            lineStart = octet == '\n'; // behind a bare LF too: many clients take it for a line end
            lineEmpty = lineStart ? lineEmpty : lineEmpty && octet == '\r';
            if (lineStart && lineEnds()) {
                send(piece, from, i + 1);
                return false;
            }
        }
        send(piece, from, piece.limit());
        return true;
    }

    /** True when the line that ends here is the last one wanted. */
    private boolean lineEnds() {
        if (inBody) {
            bodyLinesLeft--;
        }
        inBody |= lineEmpty;
        lineEmpty = true;
        return inBody && bodyLinesLeft <= 0;
    }

    private void send(ByteBuffer piece, int from, int to) {
        if (to > from) {
            connection.write(piece.slice(from, to - from));
        }
    }
}
