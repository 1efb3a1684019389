package org.sheng.mime.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.sheng.mime.MessageScanner;
import org.sheng.mime.MessageSummary;

/**
 * One pass over the bytes of a message. Only header lines and lines that may be boundaries are kept, and those only until they end; everything else is
 * looked at for its line end alone.
 */
final class MessageScan implements MessageScanner.Scan {
    static final int MAX_HEADER_BYTES = 1 << 20;
    static final int MAX_DEPTH = 100;
    static final int MAX_PARTS = 10_000;
    /** RFC 2046 §5.1.1 allows boundaries of 70 characters; longer ones are seen. */
    static final int MAX_BOUNDARY = 250;
    private static final int MAX_BOUNDARY_LINE = MAX_BOUNDARY + 50;

    private final List<OpenPart> open = new ArrayList<>();
    private final OpenPart root = new OpenPart(0, 0, false);
    private final HeaderBuffer header = new HeaderBuffer(MAX_HEADER_BYTES);
    private final byte[] boundaryLine = new byte[MAX_BOUNDARY_LINE];
    private byte[] copy;
    private boolean inHeader = true;
    private boolean nul;
    private int parts = 1;

    private long position;
    private long lineStart;
    private long lines;
    private int lastLineEnd;
    private boolean lastLineEmpty = true;

    // the line that is being read
    private long seen;
    private byte first;
    private byte previous;
    private int kept;
    private boolean mayBeBoundary;

    MessageScan() {
        open.add(root);
    }

    @Override
    public void update(ByteBuffer bytes) {
        if (bytes.hasArray()) {
            scan(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            return;
        }
        if (copy == null) {
            copy = new byte[8192];
        }
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
            int length = Math.min(copy.length, rest.remaining());
            rest.get(copy, 0, length);
            scan(copy, 0, length);
        }
    }

    private void scan(byte[] bytes, int from, int length) {
        nul = nul || Octets.hasNul(bytes, from, length);
        int end = from + length;
        int at = from;
        while (at < end) {
            int stop = at;
            while (stop < end && bytes[stop] != '\n') {
                stop++;
            }
            boolean ended = stop < end;
            piece(bytes, at, stop - at, ended);
            position += stop - at + (ended ? 1 : 0);
            if (ended) {
                endLine(previous == '\r' && seen > 0 ? 2 : 1);
            }
            at = stop + 1;
        }
    }

    /** A piece of a line without its LF. */
    private void piece(byte[] bytes, int from, int length, boolean ended) {
        if (length > 0) {
            if (seen == 0) {
                first = bytes[from];
                mayBeBoundary = first == '-';
            }
            previous = bytes[from + length - 1];
            seen += length;
            if (mayBeBoundary) {
                keep(bytes, from, length);
            }
        }
        if (inHeader) {
            header.add(bytes, from, ended ? length + 1 : length);
        }
    }

    private void keep(byte[] bytes, int from, int length) {
        if (kept + length > MAX_BOUNDARY_LINE) {
            mayBeBoundary = false;
            return;
        }
        System.arraycopy(bytes, from, boundaryLine, kept, length);
        kept += length;
    }

    private void endLine(int lineEnd) {
        boolean empty = seen == 0 || seen == 1 && first == '\r';
        if (!atBoundary() && inHeader && empty) {
            endHeader(position, lines + 1);
        }
        lines++;
        lineStart = position;
        lastLineEnd = lineEnd;
        lastLineEmpty = empty;
        seen = 0;
        kept = 0;
        mayBeBoundary = false;
    }

    /** RFC 2046 §5.1.1: two hyphens, the boundary, for the last one two hyphens more, white space; innermost first. */
    private boolean atBoundary() {
        if (!mayBeBoundary || kept < 3 || boundaryLine[1] != '-') {
            return false;
        }
        int length = kept;
        while (length > 2 && (boundaryLine[length - 1] == ' ' || boundaryLine[length - 1] == '\t' || boundaryLine[length - 1] == '\r')) {
            length--;
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            OpenPart part = open.get(i);
            boolean last = part.isLastBoundary(boundaryLine, length);
            if (last || part.isBoundary(boundaryLine, length)) {
                boundary(i, last);
                return true;
            }
        }
        return false;
    }

    private void boundary(int level, boolean last) {
        if (inHeader) {
            header.cutLine(); // a part whose header never ended has no body
            endHeader(lineStart, lines);
        }
        OpenPart multipart = open.get(level);
        closeAbove(level, Math.max(0, lineStart - lastLineEnd), lastLineEmpty ? lines - 1 : lines);
        inHeader = false;
        if (last) {
            multipart.boundary = null;
            return;
        }
        if (parts == MAX_PARTS) {
            return;
        }
        parts++;
        OpenPart part = new OpenPart(position, multipart.depth + 1, multipart.isDigest());
        multipart.parts.add(part);
        open.add(part);
        header.clear();
        inHeader = true;
    }

    private void endHeader(long bodyStart, long linesBefore) {
        inHeader = false;
        OpenPart part = open.get(open.size() - 1);
        part.header(HeaderFields.parse(header.bytes(), header.length()), bodyStart, linesBefore);
        header.clear();
        if (part.depth >= MAX_DEPTH) {
            part.makeOpaque();
            return;
        }
        if (part.holdsMessage() && parts < MAX_PARTS) {
            parts++;
            part.nested = new OpenPart(bodyStart, part.depth + 1, false);
            open.add(part.nested);
            inHeader = true;
        }
    }

    private void closeAbove(int level, long bodyEnd, long linesBefore) {
        while (open.size() > level + 1) {
            open.remove(open.size() - 1).close(bodyEnd, linesBefore);
        }
    }

    @Override
    public boolean hasNul() {
        return nul;
    }

    @Override
    public MessageSummary finish() {
        boolean unended = seen > 0;
        boolean boundary = unended && atBoundary();
        while (inHeader) {
            endHeader(position, lines);
        }
        closeAbove(-1, position, unended && !boundary ? lines + 1 : lines);
        return root.summary();
    }
}
