package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionStage;
import org.sheng.imap.internal.parse.SequenceSet;
import org.sheng.imap.internal.write.Out;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.Slot;
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

    private final Recents recents = new Recents();
    /** What the mailbox said of it at the beginning. */
    private final long recentFrom;
    private int recentTold;
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
        this.recentFrom = now.recentFrom();
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

    /** The messages that are {@code \Recent} to this session. */
    public Recents recents() {
        return recents;
    }

    /** Those the mailbox is opened with become recent to this session, as far as they are to none yet. */
    public Optional<CompletionStage<Batch.Recent>> takeRecent(MailStore store) {
        return takeRecent(store, recentFrom, uids.last());
    }

    /**
     * Before the client is told of the messages up to a UID: which of them are recent to this session. A session that only
     * looks takes them from no other (RFC 3501 §6.3.2). Where the store does not take it, they are recent: whether another
     * session was first cannot be said then (§2.3.2).
     *
     * @param since as the mailbox says it: no session was told of those from it on
     * @return when the store has answered, to be given to {@link #recent}; empty: nothing is to be waited for
     */
    Optional<CompletionStage<Batch.Recent>> takeRecent(MailStore store, long since, long through) {
        if (since > through) {
            return Optional.empty();
        }
        if (readOnly) {
            recents.add(since, through);
            return Optional.empty();
        }
        Batch batch = new Batch().lazy();
        Slot<Batch.Recent> slot = batch.takeRecent(id, through);
        return Optional.of(store.commit(batch)
                .handle((result, refused) -> refused == null ? result.of(slot) : new Batch.Recent(since, through)));
    }

    public void recent(Batch.Recent taken) {
        recents.add(taken.from(), taken.to());
    }

    /** EXISTS and RECENT (RFC 3501 §7.3.1, §7.3.2). */
    public void tellSize(Out out) {
        out.raw("* ").number(uids.size()).raw(" EXISTS\r\n");
        recentTold = recents.count(uids);
        out.raw("* ").number(recentTold).raw(" RECENT\r\n");
    }

    /** When messages went. */
    void tellRecentIfChanged(Out out) {
        int now = recents.count(uids);
        if (now != recentTold) {
            recentTold = now;
            out.raw("* ").number(now).raw(" RECENT\r\n");
        }
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
