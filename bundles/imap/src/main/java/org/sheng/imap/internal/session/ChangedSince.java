package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.List;
import org.sheng.store.MailStore;
import org.sheng.store.Message;

/**
 * Finds which messages have a MODSEQ above one (RFC 7162 §3.1.4.1, §3.1.5) in the store's order of MODSEQs. Where those
 * are many against the messages asked for, looking at each of the latter is cheaper: then {@link #positions} has all of
 * them, to be looked at.
 */
public final class ChangedSince implements Work {
    private static final int PAGE = 500;
    private static final int FEW = 1_000;

    private final MailStore store;
    private final Selected selected;
    private final Positions within;
    private final List<Positions.Range> found = new ArrayList<>();
    private final long most;
    private long modseq;
    private long seen;
    private Positions positions;

    public ChangedSince(MailStore store, Selected selected, Positions within, long modseq) {
        this.store = store;
        this.selected = selected;
        this.within = within;
        this.modseq = modseq;
        this.most = Math.max(FEW, within.count() / 8);
    }

    @Override
    public Step step() {
        if (within.count() <= PAGE) {
            positions = within;
            return Step.DONE;
        }
        List<Message> page = store.changedSince(selected.id(), modseq, PAGE);
        for (Message message : page) {
            int position = selected.uids().positionOf(message.uid());
            if (position > 0 && within.contains(position)) {
                found.add(new Positions.Range(position, position));
            }
            modseq = message.modseq();
        }
        seen += page.size();
        if (page.size() == PAGE && seen < most) {
            return Step.MORE;
        }
        positions = page.size() == PAGE ? within : Positions.of(found);
        return Step.DONE;
    }

    /** When done: all that changed are among them. */
    public Positions positions() {
        return positions;
    }
}
