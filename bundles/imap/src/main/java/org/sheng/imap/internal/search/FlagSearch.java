package org.sheng.imap.internal.search;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.session.Candidates;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.store.MailStore;
import org.sheng.store.Uids;

/** A search for flags and numbers alone: the store's bitmaps answer it, no message is looked at. */
public final class FlagSearch implements Work {
    private static final int PAGE = 10_000;

    private final SearchKey root;
    private final boolean uid;
    private final Selected selected;
    private final MailStore store;
    private final Found found;
    private final Candidates candidates;
    private final Uids present;
    private final Map<Integer, Uids> flagged = new HashMap<>();
    private final Map<SearchKey, Positions> sets = new IdentityHashMap<>();

    public FlagSearch(SearchKey root, boolean uid, MailStore store, Selected selected, Found found) {
        this.root = root;
        this.uid = uid;
        this.store = store;
        this.selected = selected;
        this.found = found;
        this.candidates = new Conditions(root, store, selected).fewest();
        this.present = store.uids(selected.id());
    }

    /** Whether it can answer. */
    public static boolean answers(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return and.keys().stream().allMatch(FlagSearch::answers);
        }
        if (key instanceof SearchKey.Or or) {
            return answers(or.one()) && answers(or.other());
        }
        if (key instanceof SearchKey.Not not) {
            return answers(not.key());
        }
        return key instanceof SearchKey.Flag || key instanceof SearchKey.Numbers || key instanceof SearchKey.All
                || key instanceof SearchKey.Recent;
    }

    @Override
    public Step step() {
        for (Positions.Range range : candidates.next(PAGE).ranges()) {
            for (int position = range.from(); position <= range.to(); position++) {
                long at = selected.uids().uidAt(position);
                if (present.contains(at) && test(root, position, at)) {
                    found.add(uid ? at : position, 0);
                }
            }
        }
        return candidates.atEnd() ? Step.DONE : Step.MORE;
    }

    private boolean test(SearchKey key, int position, long at) {
        if (key instanceof SearchKey.And and) {
            return and.keys().stream().allMatch(one -> test(one, position, at));
        }
        if (key instanceof SearchKey.Or or) {
            return test(or.one(), position, at) || test(or.other(), position, at);
        }
        if (key instanceof SearchKey.Not not) {
            return !test(not.key(), position, at);
        }
        if (key instanceof SearchKey.Flag flag) {
            Uids with = flagged.computeIfAbsent(flag.bit(), bit -> store.uids(selected.id(), bit, true));
            return with.contains(at) == flag.set();
        }
        if (key instanceof SearchKey.Numbers numbers) {
            return sets.computeIfAbsent(numbers, set -> Conditions.positions(numbers, selected)).contains(position);
        }
        return !(key instanceof SearchKey.Recent recent) || selected.recents().has(at) == recent.wanted();
    }
}
