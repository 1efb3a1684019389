package org.sheng.imap.internal.parse;

import java.util.List;

/** RFC 9051 §9 sequence-set, as written. */
public record SequenceSet(List<Range> ranges) {
    /** {@code *}. */
    public static final long STAR = -1;

    /** From and to in the order of the client. A single number has both the same. */
    public record Range(long from, long to) { }
}
