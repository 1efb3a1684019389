package org.sheng.store;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Flags of a message: the system flags of RFC 9051 §2.3.2 as bits, keywords as text.
 *
 * @param bits a union of the constants here
 * @param keywords IMAP atoms of 1 to 64 characters, compared without case; at most 64 a message
 */
public record Flags(int bits, NavigableSet<String> keywords) {
    public static final int SEEN = 1;
    public static final int ANSWERED = 2;
    public static final int FLAGGED = 4;
    public static final int DELETED = 8;
    public static final int DRAFT = 16;
    public static final int MAX_KEYWORDS = 64;

    public static final Flags NONE = new Flags(0, Collections.emptyNavigableSet());

    public Flags {
        TreeSet<String> ordered = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        ordered.addAll(keywords);
        if (ordered.size() > MAX_KEYWORDS) {
            throw new IllegalArgumentException("a message can have " + MAX_KEYWORDS + " keywords, not " + ordered.size());
        }
        keywords = Collections.unmodifiableNavigableSet(ordered);
    }

    public static Flags of(int bits) {
        return new Flags(bits, Collections.emptyNavigableSet());
    }

    public static Flags of(int bits, Collection<String> keywords) {
        return new Flags(bits, new TreeSet<>(keywords));
    }

    public boolean has(int bit) {
        return (bits & bit) != 0;
    }

    public boolean hasKeyword(String keyword) {
        return keywords.contains(keyword);
    }

    public Flags plus(Flags more) {
        TreeSet<String> union = new TreeSet<>(keywords);
        union.addAll(more.keywords);
        return new Flags(bits | more.bits, union);
    }

    public Flags minus(Flags less) {
        TreeSet<String> rest = new TreeSet<>(keywords);
        rest.removeAll(less.keywords);
        return new Flags(bits & ~less.bits, rest);
    }

    /** Equal when bits are, and keywords without regard to case. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Flags flags && bits == flags.bits && keywords.equals(flags.keywords);
    }

    @Override
    public int hashCode() {
        return keywords.stream().mapToInt(k -> k.toLowerCase(Locale.ROOT).hashCode()).sum() * 31 + bits;
    }
}
