package org.sheng.imap.internal.search;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.sheng.imap.internal.message.Span;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;
import org.sheng.store.BlobReader;

/** Looks for a text in the text parts of a message, decoded, a bounded piece in each step. */
final class TextSearch {
    private static final int PIECE = 32 * 1024;
    private static final int PIECES_A_STEP = 8;

    private record Source(Span span, String encoding, Charset charset) { }

    private final BlobReader blob;
    private final String needle;
    private final Deque<Source> sources = new ArrayDeque<>();
    private final char[] window;
    private Reader reader;
    private int kept;
    private boolean done;
    private boolean found;

    TextSearch(BlobReader blob, MessageSummary summary, String needle) {
        this.blob = blob;
        this.needle = needle;
        this.window = new char[PIECE + needle.length()];
        collect(summary.body());
        found = needle.isEmpty();
        done = found;
    }

    private void collect(Part part) {
        if (part.type().equals("text")) {
            sources.add(new Source(new Span(part.bodyStart(), part.bodyEnd()), part.encoding(), charset(part)));
        }
        part.parts().forEach(this::collect);
        part.message().ifPresent(message -> {
            sources.add(new Source(new Span(message.body().headerStart(), message.body().bodyStart()), "7bit", StandardCharsets.UTF_8));
            collect(message.body());
        });
    }

    private static Charset charset(Part part) {
        String name = part.parameters().stream().filter(p -> p.name().equals("charset")).map(Parameter::value).findFirst().orElse("");
        if (name.isEmpty() || name.equalsIgnoreCase("us-ascii")) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    boolean isDone() {
        return done;
    }

    boolean found() {
        return found;
    }

    void step() {
        for (int i = 0; i < PIECES_A_STEP && !done; i++) {
            piece();
        }
    }

    private void piece() {
        try {
            if (reader == null) {
                open();
                return;
            }
            int count = reader.read(window, kept, PIECE);
            if (count < 0) {
                reader = null;
                kept = 0;
                return;
            }
            look(kept + count);
        } catch (IOException e) { // a part that is not in the encoding it says
            reader = null;
            kept = 0;
        }
    }

    private void open() {
        Source source = sources.poll();
        if (source == null) {
            done = true;
            return;
        }
        InputStream bytes = new BlobInput(blob, source.span());
        InputStream decoded = switch (source.encoding()) {
            case "base64" -> new Base64InputStream(bytes, DecodeMonitor.SILENT);
            case "quoted-printable" -> new QuotedPrintableInputStream(bytes, DecodeMonitor.SILENT);
            default -> bytes;
        };
        reader = new InputStreamReader(decoded, source.charset());
    }

    private void look(int length) {
        Fold.fold(window, length);
        if (new String(window, 0, length).contains(needle)) {
            found = true;
            done = true;
            reader = null;
            return;
        }
        kept = Math.min(length, needle.length() - 1);
        System.arraycopy(window, length - kept, window, 0, kept);
    }
}
