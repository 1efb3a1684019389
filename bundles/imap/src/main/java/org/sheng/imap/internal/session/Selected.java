package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.sheng.imap.internal.parse.SequenceSet;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.Uids;

/**
 * The selected mailbox as the client knows it: sequence numbers are positions in {@link #uids}, which changes only together with what the client is told.
 * The session's turns alone use it, but for {@link #changed}.
 */
public final class Selected implements AutoCloseable {
    private final long id;
    private final String name;
    private final boolean readOnly;
    private final MailStore.Watch watch;
    private final Runnable news;
    private volatile boolean dirty;

    private Uids uids;
    private long modseq;
    private SortedSet<String> keywords;
    /** MODSEQs of the client's own changes, which it was told at once. */
    private Map<Long, Long> told = Map.of();

    Selected(MailStore store, Mailbox mailbox, boolean readOnly, Runnable news) {
        this.id = mailbox.id();
        this.name = mailbox.name();
        this.readOnly = readOnly;
        this.news = news;
        this.watch = store.watch(mailbox.account(), change -> {
            if (change.mailbox() == id) {
                changed();
            }
        });
        Mailbox now = store.mailbox(id).orElse(mailbox); // after the watch is on: no change is missed
        this.modseq = now.highestModseq();
        this.keywords = now.keywords();
        this.uids = store.uids(id);
    }

    /** Any thread. */
    void changed() {
        dirty = true;
        news.run();
    }

    boolean isDirty() {
        return dirty;
    }

    void clean() {
        dirty = false;
    }

    /** The session changed it itself, and will be told of it when the command ends. */
    public void touch() {
        dirty = true;
    }

    public long id() {
        return id;
    }

    public String name() {
        return name;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public Uids uids() {
        return uids;
    }

    public int size() {
        return uids.size();
    }

    /** The client knows all changes up to it. */
    public long modseq() {
        return modseq;
    }

    public SortedSet<String> keywords() {
        return keywords;
    }

    void keywords(SortedSet<String> now) {
        keywords = now;
    }

    void moveTo(Uids nowUids) {
        uids = nowUids;
    }

    void moveTo(long nowModseq) {
        modseq = nowModseq;
        told = Map.of();
    }

    /** The client was told the message as it is: it need not be told again. */
    public void told(Message message) {
        if (told.isEmpty()) {
            told = new HashMap<>();
        }
        told.put(message.uid(), message.modseq());
    }

    boolean knows(Message message) {
        return told.getOrDefault(message.uid(), 0L) >= message.modseq();
    }

    /** Positions that a client's set means; empty when it names a sequence number that is none (RFC 3501 §9 seq-number: to be refused). */
    public Optional<Positions> resolve(SequenceSet set, boolean uid) {
        List<Positions.Range> ranges = new ArrayList<>(set.ranges().size());
        for (SequenceSet.Range range : set.ranges()) {
            long last = uid ? uids.last() : uids.size();
            long from = range.from() == SequenceSet.STAR ? last : range.from();
            long to = range.to() == SequenceSet.STAR ? last : range.to();
            long low = Math.min(from, to);
            long high = Math.max(from, to);
            if (uid) {
                ranges.add(new Positions.Range(uids.positionFrom(low), uids.positionFrom(high + 1) - 1));
            } else if (low < 1 || high > uids.size()) {
                return Optional.empty();
            } else {
                ranges.add(new Positions.Range((int) low, (int) high));
            }
        }
        return Optional.of(Positions.of(ranges));
    }

    /** The UIDs at the positions. */
    public List<Long> uidsAt(Positions positions) {
        List<Long> found = new ArrayList<>();
        for (Positions.Range range : positions.ranges()) {
            for (int position = range.from(); position <= range.to(); position++) {
                found.add(uids.uidAt(position));
            }
        }
        return found;
    }

    @Override
    public void close() {
        watch.close();
    }
}
