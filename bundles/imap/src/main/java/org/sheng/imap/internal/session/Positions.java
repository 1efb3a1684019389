package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sequence numbers in ranges: in order, none twice. */
public record Positions(List<Range> ranges) {
    public static final Positions NONE = new Positions(List.of());

    public record Range(int from, int to) { }

    /** 1 to the size, none where that is 0. */
    public static Positions upTo(int size) {
        return size == 0 ? NONE : new Positions(List.of(new Range(1, size)));
    }

    /** Of ranges in any order; those that end before they begin are left out. */
    static Positions of(List<Range> ranges) {
        List<Range> sorted = ranges.stream().filter(r -> r.from <= r.to).sorted(Comparator.comparingInt(Range::from)).toList();
        List<Range> merged = new ArrayList<>(sorted.size());
        for (Range range : sorted) {
            Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && range.from <= last.to + 1) {
                merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
            } else {
                merged.add(range);
            }
        }
        return new Positions(merged);
    }

    public long count() {
        return ranges.stream().mapToLong(r -> r.to - r.from + 1L).sum();
    }

    public boolean contains(int position) {
        int low = 0;
        int high = ranges.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Range range = ranges.get(middle);
            if (position < range.from) {
                high = middle - 1;
            } else if (position > range.to) {
                low = middle + 1;
            } else {
                return true;
            }
        }
        return false;
    }
}
