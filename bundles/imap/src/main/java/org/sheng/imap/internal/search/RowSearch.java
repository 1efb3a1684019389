package org.sheng.imap.internal.search;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.sheng.imap.internal.message.Messages;
import org.sheng.imap.internal.parse.SearchKey;
import org.sheng.imap.internal.session.Candidates;
import org.sheng.imap.internal.session.ChangedSince;
import org.sheng.imap.internal.session.MessageCursor;
import org.sheng.imap.internal.session.MessageCursor.Row;
import org.sheng.imap.internal.session.Selected;
import org.sheng.imap.internal.session.Work;
import org.sheng.store.BlobReader;
import org.sheng.store.MailStore;

/** A search that looks at messages: at as few as its conditions leave, at texts only where the answer depends on them. */
public final class RowSearch implements Work {
    private static final int PAGE = 500;

    private final boolean uid;
    private final MailStore store;
    private final Selected selected;
    private final Found found;
    private final Conditions conditions;
    private final Question question;
    private Optional<ChangedSince> changed;
    private MessageCursor cursor;
    private List<Row> page = List.of();
    private int at;

    /** @param reads holds the message that is read, and closes it when it is given null */
    public RowSearch(SearchKey root, boolean uid, MailStore store, Messages messages, Consumer<BlobReader> reads,
            Selected selected, Found found) {
        this.uid = uid;
        this.store = store;
        this.selected = selected;
        this.found = found;
        this.conditions = new Conditions(root, store, selected);
        this.question = new Question(root, selected, messages, reads);
        this.changed = conditions.changed();
    }

    @Override
    public Step step() {
        if (cursor == null) {
            return begin();
        }
        if (question.isOpen()) {
            question.goOn();
            return question.isOpen() ? Step.MORE : take();
        }
        if (at == page.size()) {
            if (cursor.atEnd()) {
                return Step.DONE;
            }
            page = cursor.page(PAGE);
            at = 0;
            return Step.MORE;
        }
        Row row = page.get(at);
        question.ask(row.position(), row.message());
        return question.isOpen() ? Step.MORE : take();
    }

    private Step begin() {
        if (changed.isPresent() && changed.get().step() != Step.DONE) {
            return Step.MORE;
        }
        Candidates candidates = changed.map(done -> Candidates.of(done.positions())).orElseGet(conditions::fewest);
        cursor = new MessageCursor(store, selected, candidates);
        return Step.MORE;
    }

    private Step take() {
        Row row = page.get(at++);
        if (question.answer()) {
            found.add(uid ? row.message().uid() : row.position(), row.message().modseq());
        }
        return Step.MORE;
    }
}
