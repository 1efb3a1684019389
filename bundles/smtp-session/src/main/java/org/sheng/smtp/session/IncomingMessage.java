package org.sheng.smtp.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.sheng.mime.MessageScanner;
import org.sheng.mime.MessageSummary;
import org.sheng.smtp.parse.DataDecoder;
import org.sheng.smtp.parse.HeaderReader;
import org.sheng.store.BlobWriter;
import org.sheng.store.StoreException;

/**
 * A message on its way from the wire into the store: dots taken away, trace lines put before it, its structure seen in passing, its size bounded. Once
 * it is refused nothing is kept of it, and the rest is only read to its end.
 */
final class IncomingMessage {
    private static final int PIECE = 16 * 1024;
    /** For what comes in buffers outside of the heap; workers are few and live long. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[PIECE]);

    private final MessageScanner scanner;
    private final MessageScanner.Scan scan;
    private final BlobWriter blob;
    private final int hops;
    private final long size;
    private final DataDecoder decoder = new DataDecoder();
    private final HeaderReader header;
    private final int skip;
    private final Instant arrived = Instant.now();
    private Reply refusal;
    private long passed;

    IncomingMessage(SmtpSession session, BlobWriter blob) {
        this.scanner = session.services().scanner();
        this.scan = scanner.begin();
        this.blob = blob;
        this.hops = session.policy().limits().hops();
        this.size = session.policy().messageSize(session);
        this.header = new HeaderReader(this::keep, additions(session));
        byte[] returnPath = TraceLines.returnPath(session.transaction());
        this.skip = returnPath.length;
        write(returnPath, 0, returnPath.length);
        byte[] received = TraceLines.received(session, arrived);
        write(received, 0, received.length);
    }

    private HeaderReader.Addition additions(SmtpSession session) {
        if (!session.policy().completesHeader()) {
            return (hasDate, hasMessageId) -> new byte[0];
        }
        String trace = session.transaction().trace();
        String host = session.services().node().hostName();
        return (hasDate, hasMessageId) -> ((hasDate ? "" : "Date: " + MailDate.of(arrived) + "\r\n") // RFC 6409 §8.1
                + (hasMessageId ? "" : "Message-ID: <" + trace + "@" + host + ">\r\n")).getBytes(StandardCharsets.US_ASCII); // RFC 6409 §8.3
    }

    /** Takes what is there, up to the end of the data. */
    void take(ByteBuffer in) {
        while (in.hasRemaining() && !decoder.ended()) {
            if (in.hasArray()) {
                int from = in.arrayOffset() + in.position();
                int taken = decoder.take(in.array(), from, from + in.remaining(), header) - from;
                in.position(in.position() + taken);
                continue;
            }
            byte[] piece = SCRATCH.get();
            int length = Math.min(piece.length, in.remaining());
            int start = in.position();
            in.get(start, piece, 0, length);
            in.position(start + decoder.take(piece, 0, length, header));
        }
        if (header.received() > hops) {
            refuse(new Reply(554, "5.4.6", "the message came through more than " + hops + " hosts: a loop")); // RFC 5321 §6.3
        }
    }

    boolean ended() {
        return decoder.ended();
    }

    /** What could be commands smuggled behind a wrong end of data is not to be read. */
    boolean smuggling() {
        return decoder.state() == DataDecoder.State.SMUGGLING;
    }

    /** More than twice what may be sent was thrown away: the client will not end. */
    boolean endless() {
        return refusal != null && passed > 2 * Math.max(size, 1 << 20);
    }

    /** Why the message is not taken; to be said at its end. */
    Optional<Reply> refusal() {
        return Optional.ofNullable(refusal);
    }

    void refuse(Reply reply) {
        if (refusal == null) {
            refusal = reply;
            blob.abort();
        }
    }

    boolean writable() {
        return refusal != null || blob.writable();
    }

    CompletionStage<Void> drained() {
        return blob.drained();
    }

    /** To be called when the data has ended and before {@link #finish}: the last that can be refused. */
    void end() {
        if (decoder.malformed()) {
            // RFC 5321 §2.3.8: CR and LF only together. Passed on, they would be an end of data to somebody.
            refuse(new Reply(550, "5.6.0", "the message has a CR or LF that stands alone; send lines that end with CRLF"));
        }
        header.end();
        if (scan.hasNul()) {
            // RFC 2045 §2.7, §2.8: neither 7bit nor 8bit data has one. IMAP could not show it (RFC 3501 §4.3).
            refuse(new Reply(550, "5.6.0", "the message has a NUL octet, which no text has; encode it in base64"));
        }
    }

    /** What is kept of the message, and where it starts for others than final delivery. */
    Finished finish() {
        MessageSummary summary = scan.finish();
        return new Finished(blob.finish(scanner.encode(summary)), summary.envelope().messageId().orElse(""), skip, arrived);
    }

    record Finished(BlobWriter.FinishedBlob blob, String messageId, int skip, Instant arrived) { }

    void abort() {
        blob.abort();
    }

    /** From the header reader: the message as it came. */
    private void keep(byte[] bytes, int from, int to) {
        passed += to - from;
        if (size > 0 && passed > size) {
            refuse(new Reply(552, "5.3.4", "a message may have at most " + size + " bytes"));
        }
        write(bytes, from, to);
    }

    private void write(byte[] bytes, int from, int to) {
        if (refusal != null) {
            return;
        }
        try {
            scan.update(ByteBuffer.wrap(bytes, from, to - from));
            blob.write(ByteBuffer.wrap(bytes, from, to - from));
        } catch (StoreException e) {
            refuse(StoreReplies.of(e));
        }
    }
}
