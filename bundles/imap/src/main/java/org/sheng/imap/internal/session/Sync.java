package org.sheng.imap.internal.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sheng.imap.internal.write.Out;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.Uids;

/**
 * Tells the client what changed in its mailbox since it was told last: EXPUNGE, then EXISTS and RECENT, then FETCH of changed flags. While EXPUNGE is not allowed
 * (RFC 3501 §7.4.1) and something was expunged, sequence numbers stay as they are, so EXISTS waits, too.
 */
final class Sync implements Work {
    private static final int PAGE = 1_000;

    private final ImapSession session;
    private final MailStore store;
    private final Selected selected;
    private final Out out;
    private final boolean expungeAllowed;

    private boolean begun;
    private boolean complete = true;
    private long upTo;
    private Uids then;
    private List<Integer> expunged = List.of();
    private int expungeAt;
    private boolean numbersTold;
    private long recentFrom;
    private CompletableFuture<Batch.Recent> recent;
    private long flagsFrom;
    private long newFrom;

    Sync(ImapSession session, boolean expungeAllowed) {
        this.session = session;
        this.store = session.store();
        this.selected = session.selected();
        this.out = session.out();
        this.expungeAllowed = expungeAllowed;
    }

    @Override
    public Step step() {
        if (!begun) {
            return begin();
        }
        if (expungeAt < expunged.size()) {
            return expunge();
        }
        if (!numbersTold) {
            return numbers();
        }
        return flags();
    }

    private Step begin() {
        begun = true;
        selected.clean();
        Optional<Mailbox> mailbox = store.mailbox(selected.id());
        if (mailbox.isEmpty()) {
            session.mailboxGone();
            return Step.DONE;
        }
        upTo = mailbox.get().highestModseq();
        recentFrom = mailbox.get().recentFrom();
        if (upTo == selected.modseq()) {
            return Step.DONE;
        }
        keywords(mailbox.get());
        Uids before = selected.uids();
        newFrom = before.last() + 1;
        then = store.uids(selected.id());
        List<Long> gone = gone(before);
        if (!gone.isEmpty() && !expungeAllowed) {
            then = before;
            complete = false;
        } else if (!gone.isEmpty()) {
            expunged = numbersOf(gone, before);
        }
        flagsFrom = selected.modseq();
        return Step.MORE;
    }

    private void keywords(Mailbox mailbox) {
        if (!mailbox.keywords().equals(selected.keywords())) {
            selected.keywords(mailbox.keywords());
            FlagLines.tellAll(session);
        }
    }

    private List<Long> gone(Uids before) {
        int added = then.size() - then.positionFrom(newFrom) + 1;
        int lost = before.size() - (then.size() - added);
        if (lost == 0) {
            return List.of();
        }
        List<Long> gone = new ArrayList<>();
        for (long uid : store.vanishedSince(selected.id(), selected.modseq()).orElse(List.of())) {
            if (before.contains(uid) && !then.contains(uid)) {
                gone.add(uid);
            }
        }
        if (gone.size() == lost) {
            Collections.sort(gone);
            return gone;
        }
        gone.clear(); // the store does not remember that far back: look at each
        for (int position = 1; position <= before.size(); position++) {
            if (!then.contains(before.uidAt(position))) {
                gone.add(before.uidAt(position));
            }
        }
        return gone;
    }

    /** RFC 3501 §7.4.1: each EXPUNGE lowers the numbers behind it. */
    private static List<Integer> numbersOf(List<Long> gone, Uids before) {
        List<Integer> numbers = new ArrayList<>(gone.size());
        for (long uid : gone) {
            numbers.add(before.positionOf(uid) - numbers.size());
        }
        return numbers;
    }

    private Step expunge() {
        int end = Math.min(expunged.size(), expungeAt + PAGE);
        for (; expungeAt < end; expungeAt++) {
            out.raw("* ").number(expunged.get(expungeAt)).raw(" EXPUNGE\r\n");
        }
        return Step.MORE;
    }

    private Step numbers() {
        boolean added = then.last() >= newFrom;
        if (added && recent == null) {
            Optional<CompletionStage<Batch.Recent>> taken = selected.takeRecent(store, recentFrom, then.last());
            if (taken.isPresent()) {
                recent = taken.get().toCompletableFuture();
                return Step.after(recent);
            }
        }
        if (recent != null) {
            selected.recent(recent.join());
        }
        numbersTold = true;
        selected.moveTo(then);
        if (added) {
            selected.tellSize(out);
        } else {
            selected.tellRecentIfChanged(out);
        }
        return Step.MORE;
    }

    private Step flags() {
        List<Message> changed = store.changedSince(selected.id(), flagsFrom, PAGE);
        for (Message message : changed) {
            int position = message.uid() < newFrom && !selected.knows(message) ? selected.uids().positionOf(message.uid()) : 0;
            if (position > 0) {
                FlagLines.tell(session, selected, position, message);
                if (!complete) {
                    selected.told(message); // it will come by again
                }
            }
            flagsFrom = message.modseq();
        }
        if (changed.size() == PAGE) {
            return Step.MORE;
        }
        if (complete) {
            selected.moveTo(upTo);
        } else {
            selected.touch();
        }
        return Step.DONE;
    }
}
