package org.sheng.imap.internal.parse;

import java.time.LocalDate;
import java.util.List;

/** A search key (RFC 9051 §6.4.4; the keys about \Recent from RFC 3501 §6.4.4). */
public sealed interface SearchKey {

    record All() implements SearchKey { }

    /** RECENT; not wanted: OLD. */
    record Recent(boolean wanted) implements SearchKey { }

    /** @param bit one of {@link org.sheng.store.Flags} */
    record Flag(int bit, boolean set) implements SearchKey { }

    record Keyword(String keyword, boolean set) implements SearchKey { }

    record Internal(When when, LocalDate day) implements SearchKey { }

    record Sent(When when, LocalDate day) implements SearchKey { }

    enum When { BEFORE, ON, SINCE }

    record Larger(long bytes) implements SearchKey { }

    record Smaller(long bytes) implements SearchKey { }

    /** @param field lower case; text empty: the field is there */
    record Header(String field, String text) implements SearchKey { }

    record Body(String text) implements SearchKey { }

    /** Header or body. */
    record Text(String text) implements SearchKey { }

    record Numbers(boolean uid, SequenceSet set) implements SearchKey { }

    record Modseq(long atLeast) implements SearchKey { }

    record Not(SearchKey key) implements SearchKey { }

    record Or(SearchKey one, SearchKey other) implements SearchKey { }

    record And(List<SearchKey> keys) implements SearchKey { }
}
