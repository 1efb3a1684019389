package org.sheng.mime.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sheng.mime.MessageSummary;
import org.sheng.mime.MessageSummary.Nested;
import org.sheng.mime.MessageSummary.Parameter;
import org.sheng.mime.MessageSummary.Part;

/** A part whose end is not known yet. */
final class OpenPart {
    private static final List<Parameter> US_ASCII = List.of(new Parameter("charset", "us-ascii"));

    final long headerStart;
    final int depth;
    private final boolean inDigest;
    final List<OpenPart> parts = new ArrayList<>(0);
    OpenPart nested;
    /** The boundary of its parts in bytes; null: no multipart, or its last boundary was seen. */
    byte[] boundary;
    private HeaderFields fields = HeaderFields.NONE;
    private String type = "text";
    private String subtype = "plain";
    private List<Parameter> parameters = US_ASCII;
    private long bodyStart;
    /** Lines of the message before the body. */
    private long linesBefore;
    private long bodyEnd;
    private long lines;

    OpenPart(long headerStart, int depth, boolean inDigest) {
        this.headerStart = headerStart;
        this.bodyStart = headerStart;
        this.depth = depth;
        this.inDigest = inDigest;
    }

    void header(HeaderFields found, long start, long linesBeforeStart) {
        fields = found;
        bodyStart = start;
        linesBefore = linesBeforeStart;
        ContentType declared = ContentType.parse(found.contentType());
        if (declared.isKnown()) {
            type = declared.type();
            subtype = declared.subtype();
            parameters = declared.parameters();
        } else if (inDigest && found.contentType().isEmpty()) { // RFC 2046 §5.1.5
            type = "message";
            subtype = "rfc822";
            parameters = List.of();
        }
        if (type.equals("multipart")) {
            boundary = parameters.stream().filter(p -> p.name().equals("boundary")).findFirst()
                    .map(p -> p.value().stripTrailing().getBytes(StandardCharsets.UTF_8))
                    .filter(b -> b.length > 0 && b.length <= MessageScan.MAX_BOUNDARY).orElse(null);
        }
    }

    /** RFC 2046 §5.2.1, RFC 6532 §3.7; encoded ones, which RFC 2046 forbids, stay opaque. */
    boolean holdsMessage() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"))
                && switch (fields.encoding()) {
                    case "7bit", "8bit", "binary" -> true;
                    default -> false;
                };
    }

    boolean isDigest() {
        return subtype.equals("digest");
    }

    void makeOpaque() {
        boundary = null;
    }

    boolean isBoundary(byte[] line, int length) {
        return boundary != null && length == boundary.length + 2 && startsWithBoundary(line);
    }

    boolean isLastBoundary(byte[] line, int length) {
        return boundary != null && length == boundary.length + 4 && line[length - 1] == '-' && line[length - 2] == '-'
                && startsWithBoundary(line);
    }

    private boolean startsWithBoundary(byte[] line) {
        for (int i = 0; i < boundary.length; i++) {
            if (line[i + 2] != boundary[i]) {
                return false;
            }
        }
        return true;
    }

    void close(long end, long linesBeforeEnd) {
        bodyEnd = Math.max(bodyStart, end);
        lines = bodyEnd == bodyStart ? 0 : Math.max(0, linesBeforeEnd - linesBefore);
    }

    MessageSummary summary() {
        return new MessageSummary((int) Math.min(bodyStart, Integer.MAX_VALUE), fields.envelope(), part(), fields.references());
    }

    private Part part() {
        boolean counted = type.equals("text") || type.equals("message");
        ContentType disposition = ContentType.parseDisposition(fields.disposition());
        return new Part(headerStart, bodyStart, bodyEnd, counted ? lines : 0, type, subtype, parameters, fields.contentId(),
                fields.description(), fields.encoding(), fields.md5(), disposition.type(), disposition.parameters(),
                fields.languages(), fields.location(), parts.stream().map(OpenPart::part).toList(),
                Optional.ofNullable(nested).map(n -> new Nested(n.fields.envelope(), n.part())));
    }
}
