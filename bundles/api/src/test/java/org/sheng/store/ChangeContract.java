package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Expunged;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.Batch.FlagsStored;
import org.sheng.store.StoreException.Reason;

/** Changes of messages: flags, expunge, and what a client that was away asks for (RFC 7162). */
public abstract class ChangeContract extends MessageContract {

    @Test
    public void flagsAreReplacedAddedAndRemoved() {
        append("INBOX", 10, Flags.of(Flags.SEEN, List.of("a", "b")));
        long id = mailbox("INBOX").id();
        assertEquals(Flags.of(Flags.SEEN | Flags.FLAGGED, List.of("a", "b", "c")),
                store(id, 1, Flags.of(Flags.FLAGGED, List.of("c", "A")), FlagChange.ADD).changed().get(0).flags());
        assertEquals(Flags.of(Flags.FLAGGED, List.of("a", "c")),
                store(id, 1, Flags.of(Flags.SEEN | Flags.DRAFT, List.of("B", "never")), FlagChange.REMOVE).changed()
                        .get(0).flags());
        assertEquals(Flags.of(Flags.ANSWERED, List.of("d")),
                store(id, 1, Flags.of(Flags.ANSWERED, List.of("d")), FlagChange.REPLACE).changed().get(0).flags());
        assertEquals(Flags.of(Flags.ANSWERED, List.of("d")), message(id, 1).flags());
        assertEquals(Flags.NONE, store(id, 1, Flags.NONE, FlagChange.REPLACE).changed().get(0).flags());
        assertEquals(List.of("a", "b", "c", "d"), List.copyOf(mailbox("INBOX").keywords()));
    }

    @Test
    public void flagsCountInTheMailbox() {
        fill("INBOX", 10);
        long id = mailbox("INBOX").id();
        Batch batch = new Batch();
        batch.storeFlags(id, range(1, 4), Flags.of(Flags.SEEN), FlagChange.ADD, -1);
        batch.storeFlags(id, range(3, 7), Flags.of(Flags.DELETED), FlagChange.ADD, -1);
        commit(batch);
        assertEquals(6, mailbox("INBOX").unseen());
        assertEquals(5, mailbox("INBOX").deleted());
        store(id, 4, Flags.NONE, FlagChange.REPLACE);
        assertEquals(7, mailbox("INBOX").unseen());
        assertEquals(4, mailbox("INBOX").deleted());
    }

    @Test
    public void aChangeGivesEachMessageAModseqOfItsOwnAndNoChangeKeepsIt() {
        fill("INBOX", 5);
        Mailbox before = mailbox("INBOX");
        store(before.id(), 2, Flags.of(Flags.SEEN), FlagChange.ADD);
        long changedBefore = message(before.id(), 2).modseq();
        Batch batch = new Batch();
        Slot<FlagsStored> slot = batch.storeFlags(before.id(), List.of(9L, 3L, 2L, 1L, 3L), Flags.of(Flags.SEEN),
                FlagChange.ADD, -1);
        FlagsStored stored = commit(batch).of(slot);
        assertEquals(List.of(1L, 2L, 3L), stored.changed().stream().map(Message::uid).toList());
        assertEquals(changedBefore, stored.changed().get(1).modseq());
        assertTrue(stored.changed().get(0).modseq() > changedBefore);
        assertTrue(stored.changed().get(2).modseq() > stored.changed().get(0).modseq());
        assertEquals(mailbox("INBOX").highestModseq(), stored.changed().get(2).modseq());

        Mailbox unchanged = mailbox("INBOX");
        store(before.id(), 1, Flags.of(Flags.SEEN), FlagChange.ADD);
        assertEquals(unchanged, mailbox("INBOX"));
    }

    @Test
    public void whatChangedAfterUnchangedSinceIsKeptBackAndTold() {
        fill("INBOX", 3);
        long id = mailbox("INBOX").id();
        long since = message(id, 3).modseq();
        store(id, 2, Flags.of(Flags.FLAGGED), FlagChange.ADD);
        Batch batch = new Batch();
        Slot<FlagsStored> slot = batch.storeFlags(id, range(1, 3), Flags.of(Flags.SEEN), FlagChange.REPLACE, since);
        FlagsStored stored = commit(batch).of(slot);
        assertEquals(List.of(2L), stored.failed());
        assertEquals(List.of(1L, 3L), stored.changed().stream().map(Message::uid).toList());
        assertEquals(Flags.of(Flags.FLAGGED), message(id, 2).flags());

        Batch zero = new Batch();
        Slot<FlagsStored> none = zero.storeFlags(id, range(1, 3), Flags.of(Flags.DRAFT), FlagChange.ADD, 0);
        assertEquals(new FlagsStored(List.of(), List.of(1L, 2L, 3L)), commit(zero).of(none));
    }

    @Test
    public void a65thKeywordOfAMessageIsRefused() {
        append("INBOX", 10, Flags.of(0, range(1, 64).stream().map(i -> "k" + i).toList()));
        Batch batch = new Batch();
        batch.storeFlags(mailbox("INBOX").id(), List.of(1L), Flags.of(0, List.of("k65")), FlagChange.ADD, -1);
        assertRefused(Reason.TOO_LARGE, batch);
        assertEquals(64, mailbox("INBOX").keywords().size());
    }

    @Test
    public void expungeRemovesWhatIsThereAndTellsIt() {
        fill("INBOX", 5);
        Mailbox before = mailbox("INBOX");
        Batch batch = new Batch();
        Slot<Expunged> slot = batch.expunge(before.id(), List.of(4L, 2L, 9L, 2L), false);
        Expunged expunged = commit(batch).of(slot);
        assertEquals(List.of(2L, 4L), expunged.uids());
        assertTrue(expunged.modseq() > before.highestModseq());
        Mailbox after = mailbox("INBOX");
        assertEquals(expunged.modseq(), after.highestModseq());
        assertEquals(3, after.messages());
        assertEquals(3, after.unseen());
        assertEquals(30, after.bytes());
        assertEquals(new Usage(30, 3), store.usage(account));
        assertEquals(List.of(1L, 3L, 5L), uids(after.id()));
        assertEquals(Optional.empty(), store.message(after.id(), 2));
        assertEquals(6, after.uidNext());

        Batch again = new Batch();
        Slot<Expunged> nothing = again.expunge(before.id(), List.of(4L, 2L), false);
        assertEquals(new Expunged(List.of(), after.highestModseq()), commit(again).of(nothing));
        assertEquals(after, mailbox("INBOX"));
    }

    @Test
    public void expungeOfTheDeletedLeavesTheOthers() {
        fill("INBOX", 4);
        long id = mailbox("INBOX").id();
        store(id, 2, Flags.of(Flags.DELETED), FlagChange.ADD);
        store(id, 3, Flags.of(Flags.DELETED), FlagChange.ADD);
        Batch batch = new Batch();
        Slot<Expunged> slot = batch.expunge(id, List.of(1L, 2L), true);
        assertEquals(List.of(2L), commit(batch).of(slot).uids());
        assertEquals(1, mailbox("INBOX").deleted());
    }

    @Test
    public void changedSinceTellsInOrderOfModseqAndCanBePaged() {
        fill("INBOX", 50);
        long id = mailbox("INBOX").id();
        long since = mailbox("INBOX").highestModseq();
        assertEquals(List.of(), store.changedSince(id, since, 100));
        store(id, 30, Flags.of(Flags.SEEN), FlagChange.ADD);
        store(id, 10, Flags.of(Flags.SEEN), FlagChange.ADD);
        store(id, 30, Flags.of(Flags.DELETED), FlagChange.ADD);
        expunge(id, 20);
        assertEquals(List.of(10L, 30L), store.changedSince(id, since, 100).stream().map(Message::uid).toList());
        assertEquals(49, store.changedSince(id, 0, 100).size());

        Batch all = new Batch();
        all.storeFlags(id, range(1, 50), Flags.of(Flags.FLAGGED), FlagChange.ADD, -1);
        commit(all);
        List<Message> page = store.changedSince(id, since, 20);
        int seen = 0;
        for (; !page.isEmpty(); page = store.changedSince(id, page.get(page.size() - 1).modseq(), 20)) {
            seen += page.size();
        }
        assertEquals(49, seen);
        assertThrows(IllegalArgumentException.class, () -> store.changedSince(id, 0, 0));
    }

    @Test
    public void vanishedSinceTellsUidsInOrder() {
        fill("INBOX", 50);
        long id = mailbox("INBOX").id();
        long since = mailbox("INBOX").highestModseq();
        assertEquals(Optional.of(List.of()), store.vanishedSince(id, since));
        expunge(id, 40);
        long between = mailbox("INBOX").highestModseq();
        Batch batch = new Batch();
        batch.expunge(id, range(3, 5), false);
        commit(batch);
        assertEquals(Optional.of(List.of(3L, 4L, 5L, 40L)), store.vanishedSince(id, since));
        assertEquals(Optional.of(List.of(3L, 4L, 5L)), store.vanishedSince(id, between));
        assertEquals(Optional.of(List.of(3L, 4L, 5L, 40L)), store.vanishedSince(id, 0));
        assertEquals(Optional.empty(), store.vanishedSince(Long.MAX_VALUE, 0));
    }

    @Test
    public void theLast100000VanishedAreKnown() {
        create("a");
        long id = mailbox("a").id();
        long start = mailbox("a").highestModseq();
        for (int i = 0; i < 11; i++) {
            fill("a", 9_900);
            Batch batch = new Batch();
            batch.expunge(id, range(i * 9_900L + 1, (i + 1) * 9_900L), false);
            commit(batch);
        }
        assertEquals(108_900, store.vanishedSince(id, start).orElseThrow().size());
        long known = mailbox("a").highestModseq();
        fill("a", 9_900);
        Batch batch = new Batch();
        batch.expunge(id, range(108_901, 118_800), false);
        commit(batch);
        assertEquals(Optional.empty(), store.vanishedSince(id, start));
        assertEquals(range(108_901, 118_800), store.vanishedSince(id, known).orElseThrow());
        assertEquals(Optional.of(List.of()), store.vanishedSince(id, mailbox("a").highestModseq()));
    }

    @Test
    public void aBatchTouchesAtMost100000Messages() {
        create("a");
        long id = mailbox("a").id();
        Batch batch = new Batch();
        batch.storeFlags(id, range(1, 100_001), Flags.NONE, FlagChange.ADD, -1);
        assertRefused(Reason.TOO_LARGE, batch);
        Batch two = new Batch();
        two.expunge(id, range(1, 60_000), false);
        two.copy(id, range(1, 40_001), id, false, NOW, 0, 0);
        assertRefused(Reason.TOO_LARGE, two);
        Batch most = new Batch();
        most.storeFlags(id, range(1, 100_000), Flags.NONE, FlagChange.ADD, -1);
        commit(most);
    }

    protected FlagsStored store(long mailbox, long uid, Flags flags, FlagChange change) {
        Batch batch = new Batch();
        Slot<FlagsStored> slot = batch.storeFlags(mailbox, List.of(uid), flags, change, -1);
        return commit(batch).of(slot);
    }
}
