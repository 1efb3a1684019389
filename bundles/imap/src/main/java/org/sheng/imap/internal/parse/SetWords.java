package org.sheng.imap.internal.parse;

import java.util.ArrayList;
import java.util.List;

/** Sets of sequence numbers or UIDs. */
final class SetWords {
    private static final int MAX_RANGES = 10_000;

    private SetWords() { }

    /** RFC 9051 §9 sequence-set. */
    static SequenceSet read(Lexer in) {
        List<SequenceSet.Range> ranges = new ArrayList<>(1);
        do {
            long from = number(in);
            ranges.add(new SequenceSet.Range(from, in.take(':') ? number(in) : from));
            if (ranges.size() > MAX_RANGES) {
                throw new SyntaxError("a set has more than " + MAX_RANGES + " ranges");
            }
        } while (in.take(','));
        return new SequenceSet(ranges);
    }

    /** Whether one is next. */
    static boolean isNext(Lexer in) {
        return in.peek() == '*' || in.peek() >= '0' && in.peek() <= '9';
    }

    private static long number(Lexer in) {
        if (in.take('*')) {
            return SequenceSet.STAR;
        }
        long number = in.number();
        if (number == 0 || number > 0xffffffffL) {
            throw new SyntaxError("a message number is from 1 to 4294967295");
        }
        return number;
    }
}
