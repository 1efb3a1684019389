package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.Uids;

/** Sequence numbers to look at, in order, some at a time. Holds none but those it gives. */
public interface Candidates {

    boolean atEnd();

    /** At most so many; fewer, even none, before the end. */
    Positions next(int limit);

    static Candidates of(Positions positions) {
        return new Candidates() {
            private final List<Positions.Range> ranges = positions.ranges();
            private int range;
            private int from = ranges.isEmpty() ? 0 : ranges.get(0).from();

            @Override
            public boolean atEnd() {
                return range == ranges.size();
            }

            @Override
            public Positions next(int limit) {
                List<Positions.Range> taken = new ArrayList<>();
                int left = limit;
                while (left > 0 && !atEnd()) {
                    int end = ranges.get(range).to();
                    int to = (int) Math.min(end, (long) from + left - 1);
                    taken.add(new Positions.Range(from, to));
                    left -= to - from + 1;
                    from = to + 1;
                    if (to == end && ++range < ranges.size()) {
                        from = ranges.get(range).from();
                    }
                }
                return new Positions(taken);
            }
        };
    }

    /** Those of the UIDs that the client knows. */
    static Candidates of(Uids wanted, Uids known) {
        return new Candidates() {
            private int at = 1;

            @Override
            public boolean atEnd() {
                return at > wanted.size();
            }

            @Override
            public Positions next(int limit) {
                List<Positions.Range> taken = new ArrayList<>();
                for (int end = Math.min(wanted.size(), at + limit - 1); at <= end; at++) {
                    int position = known.positionOf(wanted.uidAt(at));
                    if (position > 0) {
                        taken.add(new Positions.Range(position, position));
                    }
                }
                return Positions.of(taken);
            }
        };
    }
}
