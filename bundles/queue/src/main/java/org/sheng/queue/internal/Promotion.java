package org.sheng.queue.internal;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;

/**
 * Moves entries whose time has come from the due index to the ready index, 1,000 in a commit. When the clock was set back, rows that were written "in the
 * future" tell no time that can be trusted: they are due. {@link #run} on the dispatcher's thread only.
 */
final class Promotion {
    private static final int PAGE = 1_000;
    private static final int LOOKED_AT = 10_000;
    private static final byte[] START = {0};
    private static final byte[] END = {};
    /** Clocks are corrected by less all the time. */
    static final long SET_BACK = 60_000;

    private final MailStore store;
    private final Rows rows;
    private final InstantSource clock;
    private final Consumer<List<Ledger.Added>> promoted;
    private final Runnable again;
    /** When to look next; 0: now. */
    private final AtomicLong nextLook = new AtomicLong();
    private volatile boolean committing;
    private boolean mending;
    private byte[] mendFrom = START;

    Promotion(MailStore store, Rows rows, InstantSource clock, Consumer<List<Ledger.Added>> promoted, Runnable again) {
        this.store = store;
        this.rows = rows;
        this.clock = clock;
        this.promoted = promoted;
        this.again = again;
    }

    /** Any thread. True when it is earlier than what was known. */
    boolean dueAt(long due) {
        return nextLook.getAndAccumulate(due, Math::min) > due;
    }

    long nextLook() {
        return committing ? Long.MAX_VALUE : nextLook.get();
    }

    /** The clock was set back: looks through all of the due index once. */
    void mend() {
        mending = true;
        mendFrom = START;
        nextLook.set(0);
    }

    void run() {
        if (committing || clock.millis() < nextLook.get()) {
            return;
        }
        if (mending) {
            mendPage();
            return;
        }
        nextLook.set(Long.MAX_VALUE);
        try {
            promoteDue();
        } catch (RuntimeException e) {
            nextLook.set(0);
            throw e;
        }
    }

    private void promoteDue() {
        byte[] now = beginOf(clock.millis() + 1);
        List<MailStore.Row> due = store.scan(Keys.DUE, START, now, PAGE);
        if (!due.isEmpty()) {
            nextLook.set(0);
            commit(due);
            return;
        }
        store.scan(Keys.DUE, now, END, 1).forEach(next -> dueAt(Keys.timeOf(next.key())));
    }

    private void mendPage() {
        List<MailStore.Row> page = store.scan(Keys.DUE, mendFrom, END, LOOKED_AT);
        List<MailStore.Row> early = new ArrayList<>();
        long limit = clock.millis() + SET_BACK;
        for (MailStore.Row row : page) {
            mendFrom = Keys.above(row.key());
            if (IndexValue.decode(row.value()).written() > limit) {
                early.add(row);
            }
            if (early.size() == PAGE) {
                break;
            }
        }
        mending = page.size() == LOOKED_AT || early.size() == PAGE;
        if (early.isEmpty()) {
            again.run();
        } else {
            commit(early);
        }
    }

    private void commit(List<MailStore.Row> due) {
        Batch batch = new Batch();
        List<Ledger.Added> moved = new ArrayList<>(due.size());
        for (MailStore.Row row : due) {
            byte[] readyKey = IndexValue.decode(row.value()).readyKey();
            rows.promote(batch, row.key(), readyKey);
            moved.add(new Ledger.Added(readyKey, Lane.NOT_AT_HAND));
        }
        committing = true;
        store.commit(batch).whenComplete((result, refused) -> {
            committing = false;
            if (refused == null) {
                promoted.accept(moved);
            }
            again.run(); // refused: a row was changed by an operator meanwhile, or the store has trouble, which the next look meets
        });
    }

    private static byte[] beginOf(long due) {
        return Keys.due(due, new java.util.UUID(0, 0));
    }
}
