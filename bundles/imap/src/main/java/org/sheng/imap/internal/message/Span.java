package org.sheng.imap.internal.message;

/** Bytes of a message, from the first to behind the last. */
public record Span(long from, long to) {

    public long length() {
        return to - from;
    }

    /** RFC 9051 §6.4.5: of a partial fetch, what is there. */
    public Span part(long offset, long count) {
        long begin = Math.min(to, from + Math.min(offset, length()));
        return new Span(begin, begin + Math.min(count, to - begin));
    }
}
