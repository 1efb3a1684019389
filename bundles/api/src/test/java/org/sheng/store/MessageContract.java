package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Appended;
import org.sheng.store.StoreException.Reason;

/** Messages: appended, listed, counted, their UIDs and MODSEQs, quota. */
public abstract class MessageContract extends MailboxContract {

    @Test
    public void anAppendedMessageIsThereAsGiven() {
        create("a");
        BlobWriter.FinishedBlob blob = blob(pattern(1234));
        Batch batch = new Batch().blob(blob);
        Flags flags = Flags.of(Flags.SEEN | Flags.DRAFT, List.of("$Forwarded", "Work"));
        Slot<Appended> slot = batch.append(account, "a", blob.id(), flags, -5, NOW, 0, 0, 0, VALIDITY);
        Appended appended = commit(batch).of(slot);

        Mailbox box = mailbox("a");
        assertEquals(new Appended(box.id(), box.uidValidity(), 1, box.highestModseq(), appended.emailId(),
                appended.emailId()), appended);
        Message message = message(box.id(), 1);
        assertEquals(new Message(box.id(), 1, appended.modseq(), flags, -5, NOW, 1234, appended.emailId(),
                appended.threadId(), blob.id()), message);
        assertEquals(List.of("$Forwarded", "Work"), List.copyOf(box.keywords()));
        assertArrayEquals(pattern(1234), content(message.blob()));
        assertEquals(Optional.empty(), store.message(box.id(), 2));
        assertEquals(Optional.empty(), store.message(box.id() + 1, 1));
    }

    @Test
    public void inboxIsMadeByItsFirstMessageEveryOtherIsMissing() {
        Appended appended = append("INBOX", 10, Flags.NONE);
        assertEquals(VALIDITY, appended.uidValidity());
        assertEquals(appended.mailbox(), mailbox("INBOX").id());
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        Batch batch = new Batch().blob(blob);
        append(batch, "INBOX/below", blob.id(), Flags.NONE);
        assertEquals(1, assertRefused(Reason.MISSING, batch).operation());
    }

    @Test
    public void uidsAndModseqsOnlyGrow() {
        create("a");
        create("b");
        long modseq = 0;
        for (int i = 1; i <= 5; i++) {
            Appended a = append("a", 10, Flags.NONE);
            Appended b = append("b", 10, Flags.NONE);
            assertEquals(i, a.uid());
            assertEquals(i, b.uid());
            assertTrue(a.modseq() > modseq);
            assertTrue(b.modseq() > a.modseq(), "the counter is the account's");
            modseq = b.modseq();
        }
        assertEquals(6, mailbox("a").uidNext());
        Batch batch = new Batch();
        batch.expunge(mailbox("a").id(), range(1, 5), false);
        commit(batch);
        assertEquals(6, append("a", 10, Flags.NONE).uid());
    }

    @Test
    public void aThreadIsTakenOrNew() {
        Appended first = append("INBOX", 10, Flags.NONE);
        Appended second = append("INBOX", 10, Flags.NONE);
        assertNotEquals(first.threadId(), second.threadId());
        assertNotEquals(first.emailId(), second.emailId());
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        Batch batch = new Batch().blob(blob);
        Slot<Appended> slot = batch.append(account, "INBOX", blob.id(), Flags.NONE, NOW, NOW, first.threadId(), 0, 0,
                VALIDITY);
        assertEquals(first.threadId(), commit(batch).of(slot).threadId());
    }

    @Test
    public void oneBatchDeliversToManyAccounts() {
        BlobWriter.FinishedBlob blob = blob(pattern(200_000));
        List<UUID> accounts = Stream.generate(UUID::randomUUID).limit(300).toList();
        Batch batch = new Batch().blob(blob);
        accounts.forEach(to -> batch.append(to, "INBOX", blob.id(), Flags.NONE, NOW, NOW, 0, 0, 0, VALIDITY));
        commit(batch);
        for (UUID to : accounts) {
            assertEquals(new Usage(200_000, 1), store.usage(to));
            assertEquals(blob.id(), store.message(store.mailbox(to, "INBOX").orElseThrow().id(), 1).orElseThrow()
                    .blob());
        }
        accounts.subList(1, 300).forEach(to -> commit(new Batch().deleteAccount(to)));
        assertArrayEquals(pattern(200_000), content(blob.id()));
        commit(new Batch().deleteAccount(accounts.get(0)));
        await("the blob is removed", () -> store.blobSize(blob.id()).isEmpty());
    }

    @Test
    public void quotaIsExact() {
        BlobWriter.FinishedBlob blob = blob(pattern(100));
        Batch first = new Batch().blob(blob);
        first.append(account, "INBOX", blob.id(), Flags.NONE, NOW, NOW, 0, 100, 1, VALIDITY);
        commit(first);
        assertRefused(Reason.OVER_QUOTA, appendWithQuota(blob.id(), 199, 0));
        assertRefused(Reason.OVER_QUOTA, appendWithQuota(blob.id(), 0, 1));
        commit(appendWithQuota(blob.id(), 200, 2));
        assertEquals(new Usage(200, 2), store.usage(account));
        Batch expunge = new Batch();
        expunge.expunge(mailbox("INBOX").id(), List.of(1L), false);
        commit(expunge);
        assertEquals(new Usage(100, 1), store.usage(account));
        commit(appendWithQuota(blob.id(), 200, 2));
        assertRefused(Reason.OVER_QUOTA, appendWithQuota(blob.id(), 200, 2));
    }

    private Batch appendWithQuota(BlobId blob, long bytes, long messages) {
        Batch batch = new Batch();
        batch.append(account, "INBOX", blob, Flags.NONE, NOW, NOW, 0, bytes, messages, VALIDITY);
        return batch;
    }

    @Test
    public void countersFollowEachMessage() {
        append("INBOX", 10, Flags.NONE);
        append("INBOX", 20, Flags.of(Flags.SEEN));
        append("INBOX", 30, Flags.of(Flags.SEEN | Flags.DELETED));
        append("INBOX", 40, Flags.of(Flags.DELETED));
        Mailbox box = mailbox("INBOX");
        assertEquals(4, box.messages());
        assertEquals(2, box.unseen());
        assertEquals(2, box.deleted());
        assertEquals(100, box.bytes());
    }

    @Test
    public void messagesAreListedByUidWithinBounds() {
        create("a");
        fill("a", 2500);
        long id = mailbox("a").id();
        assertEquals(range(1, 2500), store.messages(id, 1, 0xFFFF_FFFFL, 10_000).stream().map(Message::uid).toList());
        assertEquals(range(1, 2500), store.messages(id, -5, Long.MAX_VALUE, 10_000).stream().map(Message::uid)
                .toList());
        assertEquals(range(100, 109), store.messages(id, 100, 2000, 10).stream().map(Message::uid).toList());
        assertEquals(List.of(7L), store.messages(id, 7, 7, 10).stream().map(Message::uid).toList());
        assertEquals(List.of(), store.messages(id, 8, 7, 10));
        assertEquals(List.of(), store.messages(id, 2501, 9999, 10));
        assertThrows(IllegalArgumentException.class, () -> store.messages(id, 1, 10, 0));
        assertThrows(IllegalArgumentException.class, () -> store.messages(id, 1, 10, 10_001));
    }

    @Test
    public void positionsAndUidsAreFoundFromEachOther() {
        create("a");
        fill("a", 5000);
        long id = mailbox("a").id();
        Uids before = store.uids(id);
        Batch batch = new Batch();
        batch.expunge(id, range(1000, 3500), false);
        batch.expunge(id, List.of(1L, 5000L), false);
        commit(batch);

        Uids uids = store.uids(id);
        assertEquals(5000, before.size());
        assertEquals(5000, before.last());
        assertEquals(5000 - 2501 - 2, uids.size());
        assertEquals(4999, uids.last());
        assertEquals(2, uids.uidAt(1));
        assertEquals(999, uids.uidAt(998));
        assertEquals(3501, uids.uidAt(999));
        assertEquals(4999, uids.uidAt(uids.size()));
        assertEquals(0, uids.positionOf(1));
        assertEquals(1, uids.positionOf(2));
        assertEquals(999, uids.positionOf(3501));
        assertEquals(0, uids.positionOf(2000));
        assertEquals(999, uids.positionFrom(2000));
        assertEquals(1, uids.positionFrom(0));
        assertEquals(1, uids.positionFrom(1));
        assertEquals(uids.size() + 1, uids.positionFrom(5000));
        assertEquals(uids.size() + 1, uids.positionFrom(0xFFFF_FFFFL));
        assertTrue(uids.contains(3501));
        assertFalse(uids.contains(3500));
        assertFalse(uids.contains(0xFFFF_FFFFL));
        for (int position = 1; position <= uids.size(); position++) {
            assertEquals(position, uids.positionOf(uids.uidAt(position)));
        }
        assertThrows(IndexOutOfBoundsException.class, () -> uids.uidAt(0));
        assertThrows(IndexOutOfBoundsException.class, () -> uids.uidAt(uids.size() + 1));
    }

    @Test
    public void anEmptyMailboxHasNoUids() {
        Uids uids = store.uids(create("a").id());
        assertEquals(0, uids.size());
        assertEquals(0, uids.last());
        assertEquals(0, uids.positionOf(1));
        assertEquals(1, uids.positionFrom(1));
        assertFalse(uids.contains(1));
        assertEquals(0, store.uids(Long.MAX_VALUE).size());
    }

    @Test
    public void uidsInUseFollowEachCommit() {
        create("a");
        long id = mailbox("a").id();
        assertEquals(0, store.uids(id).size());
        for (int i = 1; i <= 20; i++) {
            append("a", 1, Flags.NONE);
            assertEquals(range(1, i), uids(id));
        }
        expunge(id, 7);
        assertFalse(store.uids(id).contains(7));
        assertEquals(19, store.uids(id).size());
    }

    @Test
    public void aMessageHasAtMost64KeywordsAndAMailbox256() {
        append("INBOX", 10, Flags.of(0, range(1, 64).stream().map(i -> "k" + i).toList()));
        append("INBOX", 10, Flags.of(0, range(65, 128).stream().map(i -> "k" + i).toList()));
        append("INBOX", 10, Flags.of(0, range(129, 192).stream().map(i -> "k" + i).toList()));
        append("INBOX", 10, Flags.of(0, range(193, 256).stream().map(i -> "k" + i).toList()));
        assertEquals(256, mailbox("INBOX").keywords().size());
        assertTrue(message(mailbox("INBOX").id(), 4).flags().hasKeyword("K256"));
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        Batch batch = new Batch().blob(blob);
        append(batch, "INBOX", blob.id(), Flags.of(0, List.of("k257")));
        assertRefused(Reason.TOO_LARGE, batch);
        append("INBOX", 10, Flags.of(0, List.of("K7")));
        assertEquals("k7", message(mailbox("INBOX").id(), 5).flags().keywords().first());
    }
}
