package org.sheng.imap.internal.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.session.Candidates;
import org.sheng.imap.internal.session.ChangedSince;
import org.sheng.imap.internal.session.Positions;
import org.sheng.imap.internal.session.Selected;
import org.sheng.store.MailStore;
import org.sheng.store.Uids;

/** Of all that a search demands, what the store finds without looking at each message: numbers, flags, what is recent, MODSEQs. */
final class Conditions {
    private final MailStore store;
    private final Selected selected;
    private final List<SearchKey> demanded = new ArrayList<>();

    Conditions(SearchKey root, MailStore store, Selected selected) {
        this.store = store;
        this.selected = selected;
        demand(root);
    }

    private void demand(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            and.keys().forEach(this::demand);
        } else {
            demanded.add(key);
        }
    }

    /** The fewest messages that can match, without regard to MODSEQs. */
    Candidates fewest() {
        Positions numbers = numbers();
        Optional<Uids> flagged = demanded(SearchKey.Flag.class)
                .map(flag -> store.uids(selected.id(), flag.bit(), flag.set())).min(Comparator.comparingInt(Uids::size));
        if (flagged.isPresent() && flagged.get().size() < numbers.count()) {
            return Candidates.of(flagged.get(), selected.uids());
        }
        return Candidates.of(numbers);
    }

    /** The least that a MODSEQ key demands looked up first; empty: there is none. */
    Optional<ChangedSince> changed() {
        return demanded(SearchKey.Modseq.class).map(SearchKey.Modseq::atLeast).max(Comparator.naturalOrder())
                .map(least -> new ChangedSince(store, selected, numbers(), Math.max(0, least - 1)));
    }

    private Positions numbers() {
        Stream<Positions> numbers = demanded(SearchKey.Numbers.class).map(key -> positions(key, selected));
        Stream<Positions> recent = demanded(SearchKey.Recent.class).filter(SearchKey.Recent::wanted)
                .map(key -> selected.recents().positions(selected.uids()));
        return Stream.concat(numbers, recent).min(Comparator.comparingLong(Positions::count))
                .orElse(Positions.upTo(selected.size()));
    }

    private <K extends SearchKey> Stream<K> demanded(Class<K> kind) {
        return demanded.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** Numbers that are none match nothing. */
    static Positions positions(SearchKey.Numbers numbers, Selected selected) {
        return selected.resolve(numbers.set(), numbers.uid()).orElse(Positions.NONE);
    }
}
