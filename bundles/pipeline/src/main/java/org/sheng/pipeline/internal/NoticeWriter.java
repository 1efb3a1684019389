package org.sheng.pipeline.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.sheng.mime.MessageScanner;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException;

/** Writes a message into a blob and makes its summary on the way. Waits for the disk: worker threads only. */
final class NoticeWriter {
    private static final int PIECE = 64 * 1024;
    /** Header fields of a message beyond this are left out of a notice. */
    private static final int MOST_HEADER = 256 * 1024;
    private static final int PATIENCE_SECONDS = 30;

    private final MailStore store;
    private final MessageScanner scanner;
    private final MessageScanner.Scan scan;
    private final BlobWriter blob;
    private int skip;

    /** @param skip bytes of the Return-Path line */
    record Written(BlobWriter.FinishedBlob blob, int skip) { }

    NoticeWriter(MailStore store, MessageScanner scanner) {
        this.store = store;
        this.scanner = scanner;
        this.scan = scanner.begin();
        this.blob = store.newBlob();
    }

    /** The line that relay leaves out. */
    void returnPath() {
        line("Return-Path: <>");
        skip = (int) blob.size();
    }

    void line(String text) {
        write(ByteBuffer.wrap((text + "\r\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** A text with line feeds between its lines. */
    void text(String text) {
        text.lines().forEach(this::line);
    }

    /** The same in Base64 (RFC 2045 §6.8). */
    void base64(String text) {
        String lines = text.lines().map(line -> line + "\r\n").collect(Collectors.joining());
        text(Base64.getMimeEncoder().encodeToString(lines.getBytes(StandardCharsets.UTF_8)));
    }

    void copy(BlobId from, long offset, long size) {
        long at = offset;
        while (at < size) {
            ByteBuffer piece = store.read(from, at, PIECE);
            at += piece.remaining();
            write(piece);
        }
    }

    /** Copies the header fields, without the empty line. */
    void copyHeader(BlobId from, long offset, long size) {
        HeaderEnd end = new HeaderEnd();
        long most = Math.min(size, offset + MOST_HEADER);
        long at = offset;
        while (at < most && !end.found()) {
            ByteBuffer piece = store.read(from, at, (int) Math.min(PIECE, most - at));
            at += piece.remaining();
            write(end.cut(piece));
        }
    }

    Written finish() {
        return new Written(blob.finish(scanner.encode(scan.finish())), skip);
    }

    void abort() {
        blob.abort();
    }

    private void write(ByteBuffer bytes) {
        if (!blob.writable()) {
            await();
        }
        scan.update(bytes.duplicate());
        blob.write(bytes);
    }

    private void await() {
        try {
            blob.drained().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "interrupted while a notice was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StoreException(StoreException.Reason.UNAVAILABLE, "the store did not take a notice in "
                    + PATIENCE_SECONDS + " s", e);
        }
    }
}
