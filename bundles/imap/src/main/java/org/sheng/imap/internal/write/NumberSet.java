package org.sheng.imap.internal.write;

import java.util.List;

/** A sequence set or UID set (RFC 9051 §9): numbers that follow one another as a range. */
public final class NumberSet {
    private NumberSet() { }

    /** In the order given, which COPYUID needs (RFC 4315 §3). */
    public static String text(List<Long> numbers) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < numbers.size()) {
            long from = numbers.get(at);
            long to = from;
            while (at + 1 < numbers.size() && numbers.get(at + 1) == to + 1) {
                at++;
                to++;
            }
            out.append(out.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                out.append(':').append(to);
            }
            at++;
        }
        return out.toString();
    }
}
