package org.sheng.administration.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.sheng.operation.Page;

/** Pages of lists. */
public final class Listing {
    /** Most that is looked at for one page: what a filter leaves out costs too. */
    private static final int MOST_SEEN = 20_000;
    private static final int STEP = 1_000;

    private Listing() { }

    /** Some of many, in the source's own order. */
    @FunctionalInterface
    public interface Source<T> {
        /** @param after name of the last one seen; empty: from the start */
        List<T> next(String after, int limit);
    }

    /**
     * A page of what a source has and a filter takes. A page may be short, or empty, and still have a next one: the filter took few of the
     * {@value #MOST_SEEN} that were looked at.
     *
     * @param name by which the source goes on behind one
     */
    public static <T> Page<T> of(Source<T> source, Function<T, String> name, Predicate<T> filter, Optional<String> after, int limit) {
        List<T> found = new ArrayList<>();
        String at = after.orElse("");
        for (int seen = 0; seen < MOST_SEEN;) {
            int step = seen == 0 ? Math.min(STEP, limit + 1) : STEP;
            List<T> some = source.next(at, step);
            for (T each : some) {
                if (found.size() == limit) {
                    return new Page<>(found, Optional.of(at));
                }
                at = name.apply(each);
                if (filter.test(each)) {
                    found.add(each);
                }
            }
            if (some.size() < step) {
                return new Page<>(found, Optional.empty());
            }
            seen += some.size();
        }
        return new Page<>(found, Optional.of(at));
    }

    /**
     * A page of few, sorted.
     *
     * @param name unique; where the page before ended
     */
    public static <T> Page<T> sorted(List<T> all, Comparator<T> order, Function<T, String> name, Optional<String> after, int limit) {
        List<T> sorted = all.stream().sorted(order.thenComparing(name)).toList();
        int from = 0;
        if (after.isPresent()) {
            while (from < sorted.size() && !name.apply(sorted.get(from)).equals(after.get())) {
                from++;
            }
            from = Math.min(from + 1, sorted.size());
        }
        int until = Math.min(from + limit, sorted.size());
        Optional<String> next = until < sorted.size() && until > from ? Optional.of(name.apply(sorted.get(until - 1))) : Optional.empty();
        return new Page<>(sorted.subList(from, until), next);
    }
}
