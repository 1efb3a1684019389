package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Copied;
import org.sheng.store.StoreException.Reason;

/** Copy and move. */
public abstract class CopyContract extends RecentContract {

    @Test
    public void aCopyHasTheSameContentFlagsDateAndIds() {
        create("to");
        append("to", 5, Flags.of(0, List.of("other")));
        Flags flags = Flags.of(Flags.SEEN | Flags.DELETED, List.of("k", "l"));
        append("INBOX", 10, flags);
        Mailbox from = mailbox("INBOX");
        Mailbox to = mailbox("to");
        Copied copied = copy(from.id(), List.of(1L, 7L, 1L), to.id(), false, 0, 0);

        assertEquals(new Copied(to.uidValidity(), List.of(1L), List.of(2L)), copied);
        Message source = message(from.id(), 1);
        Message copy = message(to.id(), 2);
        assertEquals(new Message(to.id(), 2, copy.modseq(), flags, source.internalDate(), NOW + 9, 10, source.emailId(),
                source.threadId(), source.blob()), copy);
        assertEquals(copy.modseq(), mailbox("to").highestModseq());
        assertEquals(from, mailbox("INBOX"));
        assertEquals(1, mailbox("to").unseen());
        assertEquals(1, mailbox("to").deleted());
        assertEquals(15, mailbox("to").bytes());
        assertEquals(new Usage(25, 3), store.usage(account));

        expunge(from.id(), 1);
        assertArrayEquals(pattern(10), content(copy.blob()));
        expunge(to.id(), 2);
        assertGone(copy.blob());
    }

    @Test
    public void aMoveLeavesATombstoneAndTheUsageAsItWas() {
        create("to");
        fill("INBOX", 3);
        Mailbox from = mailbox("INBOX");
        long to = mailbox("to").id();
        Copied moved = copy(from.id(), List.of(3L, 1L), to, true, 0, 0);
        assertEquals(List.of(1L, 3L), moved.from());
        assertEquals(List.of(1L, 2L), moved.to());
        assertEquals(List.of(2L), uids(from.id()));
        assertEquals(List.of(1L, 2L), uids(to));
        assertEquals(Optional.of(List.of(1L, 3L)), store.vanishedSince(from.id(), from.highestModseq()));
        assertTrue(mailbox("INBOX").highestModseq() > from.highestModseq());
        assertEquals(new Usage(30, 3), store.usage(account));
        assertEquals(1, mailbox("INBOX").messages());
        assertEquals(2, mailbox("to").messages());
    }

    @Test
    public void copyAndMoveWithinAMailboxGiveNewUids() {
        fill("INBOX", 2);
        long id = mailbox("INBOX").id();
        assertEquals(List.of(3L), copy(id, List.of(1L), id, false, 0, 0).to());
        assertEquals(List.of(4L, 5L), copy(id, List.of(1L, 2L), id, true, 0, 0).to());
        assertEquals(List.of(3L, 4L, 5L), uids(id));
        assertEquals(new Usage(30, 3), store.usage(account));
        assertEquals(3, mailbox("INBOX").messages());
    }

    @Test
    public void messagesGoFromAccountToAccount() {
        append("INBOX", 10, Flags.of(0, List.of("k")));
        append("INBOX", 20, Flags.NONE);
        UUID other = UUID.randomUUID();
        Batch make = new Batch();
        Slot<Mailbox> slot = make.createMailbox(other, "in", "", VALIDITY);
        long to = commit(make).of(slot).id();
        long from = mailbox("INBOX").id();
        copy(from, List.of(1L), to, false, 0, 0);
        assertEquals(new Usage(30, 2), store.usage(account));
        assertEquals(new Usage(10, 1), store.usage(other));
        copy(from, List.of(2L), to, true, 0, 0);
        assertEquals(new Usage(10, 1), store.usage(account));
        assertEquals(new Usage(30, 2), store.usage(other));
        assertEquals(Flags.of(0, List.of("k")), message(to, 1).flags());
        BlobId moved = message(to, 2).blob();
        commit(new Batch().deleteAccount(account));
        assertArrayEquals(pattern(20), content(moved));
        expunge(to, 2);
        assertGone(moved);
    }

    @Test
    public void quotaHoldsForACopyAsAWholeAndNotForAMoveAtHome() {
        create("to");
        fill("INBOX", 3);
        long from = mailbox("INBOX").id();
        long to = mailbox("to").id();
        assertRefused(Reason.OVER_QUOTA, copyBatch(from, range(1, 3), to, false, 59, 0));
        assertRefused(Reason.OVER_QUOTA, copyBatch(from, range(1, 3), to, false, 0, 5));
        assertEquals(0, mailbox("to").messages());
        copy(from, range(1, 3), to, false, 60, 6);
        copy(from, range(1, 3), to, true, 1, 1);
        assertEquals(new Usage(60, 6), store.usage(account));
    }

    @Test
    public void aMailboxThatIsMissingIsTold() {
        fill("INBOX", 1);
        long id = mailbox("INBOX").id();
        assertRefused(Reason.MISSING, copyBatch(id, List.of(1L), 99_999, false, 0, 0));
        assertRefused(Reason.MISSING, copyBatch(99_999, List.of(1L), id, false, 0, 0));
        assertEquals(new Copied(mailbox("INBOX").uidValidity(), List.of(), List.of()),
                copy(id, List.of(5L), id, true, 0, 0));
    }

    private Batch copyBatch(long from, List<Long> uids, long to, boolean move, long bytes, long messages) {
        Batch batch = new Batch();
        batch.copy(from, uids, to, move, NOW + 9, bytes, messages);
        return batch;
    }

    private Copied copy(long from, List<Long> uids, long to, boolean move, long bytes, long messages) {
        Batch batch = new Batch();
        Slot<Copied> slot = batch.copy(from, uids, to, move, NOW + 9, bytes, messages);
        return commit(batch).of(slot);
    }
}
