package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Appended;
import org.sheng.store.StoreException.Reason;

/** Mailboxes: made, named, renamed, deleted, subscribed. */
public abstract class MailboxContract extends SpaceContract {

    @Test
    public void anAccountThatWasNeverUsedHasNothing() {
        assertEquals(List.of(), store.mailboxes(account));
        assertEquals(List.of(), store.subscriptions(account));
        assertEquals(Usage.NONE, store.usage(account));
        assertEquals(Optional.empty(), store.mailbox(account, "INBOX"));
    }

    @Test
    public void aNewMailboxIsEmptyAndAsAskedFor() {
        Batch batch = new Batch();
        Slot<Mailbox> slot = batch.createMailbox(account, "Sent", "\\Sent", VALIDITY);
        Mailbox sent = commit(batch).of(slot);
        assertEquals("Sent", sent.name());
        assertEquals(account, sent.account());
        assertEquals("\\Sent", sent.specialUse());
        assertEquals(VALIDITY, sent.uidValidity());
        assertEquals(1, sent.uidNext());
        assertTrue(sent.highestModseq() >= 1);
        assertEquals(0, sent.messages() + sent.unseen() + sent.deleted() + sent.bytes());
        assertFalse(sent.subscribed());
        assertEquals(sent, mailbox("Sent"));
        assertEquals(Optional.of(sent), store.mailbox(sent.id()));
        assertEquals(0, store.uids(sent.id()).size());
        assertRefused(Reason.EXISTS, createBatch("Sent"));
    }

    @Test
    public void thoseAboveAreMadeToo() {
        create("a/b/c");
        create("a/b/d");
        assertEquals(List.of("a", "a/b", "a/b/c", "a/b/d"), names());
    }

    @Test
    public void mailboxesAreInOrderOfName() {
        for (String name : List.of("z", "INBOX", "ä", "a", "a b", "收件", "a/b", "\uD83D\uDCE7")) {
            create(name);
        }
        assertEquals(List.of("INBOX", "a", "a b", "a/b", "z", "ä", "收件", "\uD83D\uDCE7"), names());
    }

    @Test
    public void accountsDoNotMeet() {
        create("a");
        UUID other = UUID.randomUUID();
        assertEquals(List.of(), store.mailboxes(other));
        Batch batch = new Batch();
        Slot<Mailbox> slot = batch.createMailbox(other, "a", "", VALIDITY);
        assertNotEquals(mailbox("a").id(), commit(batch).of(slot).id());
    }

    @Test
    public void inboxIsInCapitalsHoweverItIsWritten() {
        append("inbox", 10, Flags.NONE);
        append("Inbox", 10, Flags.NONE);
        create("iNbOx/below");
        assertEquals(List.of("INBOX", "INBOX/below"), names());
        assertEquals(2, mailbox("inbox").messages());
        assertRefused(Reason.EXISTS, createBatch("inBox"));
    }

    @Test
    public void namesHaveRules() {
        create("x".repeat(1000));
        assertRefused(Reason.TOO_LARGE, createBatch("x".repeat(1001)));
        assertRefused(Reason.TOO_LARGE, createBatch("ä".repeat(501)));
        for (String bad : List.of("", "/", "/a", "a/", "a//b", "a\nb", "a\u0000")) {
            assertRefused(Reason.CONFLICT, createBatch(bad));
        }
    }

    @Test
    public void anAccountHasAtMostTenThousandMailboxes() {
        Batch batch = new Batch();
        IntStream.range(0, 10_000).forEach(i -> batch.createMailbox(account, "m" + i, "", VALIDITY));
        commit(batch);
        assertEquals(10_000, store.mailboxes(account).size());
        assertRefused(Reason.TOO_LARGE, createBatch("one more"));
        Batch inbox = new Batch();
        BlobWriter.FinishedBlob blob = blob(pattern(1));
        inbox.blob(blob);
        append(inbox, "INBOX", blob.id(), Flags.NONE);
        assertRefused(Reason.TOO_LARGE, inbox);
        commit(new Batch().deleteMailbox(account, "m7"));
        create("one more");
    }

    @Test
    public void uidValidityNeverComesBack() {
        Mailbox first = create("a");
        commit(new Batch().deleteMailbox(account, "a"));
        Mailbox second = create("a");
        assertTrue(second.uidValidity() > first.uidValidity());
        assertNotEquals(first.id(), second.id());

        Batch older = new Batch();
        Slot<Mailbox> slot = older.createMailbox(account, "b", "", 5);
        assertTrue(commit(older).of(slot).uidValidity() > second.uidValidity());
        Batch later = new Batch();
        Slot<Mailbox> proposed = later.createMailbox(account, "c", "", VALIDITY + 1000);
        assertEquals(VALIDITY + 1000, commit(later).of(proposed).uidValidity());
        assertRefused(Reason.TOO_LARGE, createBatch("d", 0x1_0000_0000L));
        assertEquals(1, createFor(UUID.randomUUID(), "x", 0).uidValidity());
        assertEquals(0xFFFF_FFFFL, createFor(UUID.randomUUID(), "x", 0xFFFF_FFFFL).uidValidity());
    }

    @Test
    public void aDeletedMailboxIsGoneAtOnceAndThoseBelowItStay() {
        create("a/b");
        append("a", 100, Flags.NONE);
        Appended kept = append("a/b", 10, Flags.NONE);
        Mailbox gone = mailbox("a");
        commit(new Batch().deleteMailbox(account, "a"));

        assertEquals(List.of("a/b"), names());
        assertEquals(Optional.empty(), store.mailbox(gone.id()));
        assertEquals(Optional.empty(), store.message(gone.id(), 1));
        assertEquals(List.of(), store.messages(gone.id(), 1, 10, 10));
        assertEquals(List.of(), store.changedSince(gone.id(), 0, 10));
        assertEquals(0, store.uids(gone.id()).size());
        assertEquals(new Usage(10, 1), store.usage(account));
        assertEquals(List.of(1L), uids(kept.mailbox()));
        assertRefused(Reason.MISSING, new Batch().deleteMailbox(account, "a"));
        Batch flags = new Batch();
        flags.storeFlags(gone.id(), List.of(1L), Flags.NONE, Batch.FlagChange.ADD, -1);
        assertRefused(Reason.MISSING, flags);
        Batch expunge = new Batch();
        expunge.expunge(gone.id(), List.of(1L), false);
        assertRefused(Reason.MISSING, expunge);
    }

    @Test
    public void theContentOfADeletedMailboxGoesInTheBackground() {
        create("a");
        BlobWriter.FinishedBlob shared = blob(pattern(10));
        Batch batch = new Batch().blob(shared).holdBlob(shared.id());
        for (int i = 0; i < 2000; i++) {
            append(batch, "a", shared.id(), Flags.NONE);
        }
        BlobWriter.FinishedBlob own = blob(pattern(300_000));
        batch.blob(own);
        append(batch, "a", own.id(), Flags.NONE);
        commit(batch);
        commit(new Batch().deleteMailbox(account, "a"));
        await("the blob is removed", () -> store.blobSize(own.id()).isEmpty());
        assertGone(own.id());
        assertEquals(Optional.of(10L), store.blobSize(shared.id()));
        commit(new Batch().releaseBlob(shared.id()));
        assertGone(shared.id());
    }

    @Test
    public void inboxCannotBeDeleted() {
        create("INBOX");
        assertRefused(Reason.CONFLICT, new Batch().deleteMailbox(account, "inbox"));
    }

    @Test
    public void aRenamedMailboxKeepsItsMessagesAndTakesThoseBelowWithIt() {
        create("a/b/c");
        append("a", 10, Flags.of(Flags.SEEN));
        append("a/b/c", 20, Flags.NONE);
        create("ab");
        Mailbox before = mailbox("a");
        Mailbox below = mailbox("a/b/c");
        Mailbox renamed = rename("a", "x/y");

        assertEquals(List.of("ab", "x", "x/y", "x/y/b", "x/y/b/c"), names());
        assertEquals(before.id(), renamed.id());
        assertEquals(renamed, mailbox("x/y"));
        assertEquals(before.uidValidity(), renamed.uidValidity());
        assertEquals(1, renamed.messages());
        assertEquals(below.id(), mailbox("x/y/b/c").id());
        assertEquals(20, message(below.id(), 1).size());
    }

    @Test
    public void aNameNeverGetsALowerUidValidityByRename() {
        Mailbox low = create("low");
        Mailbox high = create("high");
        assertTrue(low.uidValidity() < high.uidValidity());
        commit(new Batch().deleteMailbox(account, "high"));
        assertTrue(rename("low", "high").uidValidity() > high.uidValidity());

        create("p/c/c");
        long child = mailbox("p/c").uidValidity();
        commit(new Batch().deleteMailbox(account, "p"));
        rename("p/c", "p");
        assertTrue(mailbox("p").uidValidity() > child);
        assertTrue(mailbox("p/c").uidValidity() > child);
    }

    @Test
    public void renameIsRefusedWhereItCannotBe() {
        create("a/b");
        create("c/b");
        commit(new Batch().deleteMailbox(account, "c"));
        assertRefused(Reason.MISSING, renameBatch("none", "x"));
        assertRefused(Reason.EXISTS, renameBatch("a/b", "c/b"));
        assertRefused(Reason.EXISTS, renameBatch("a", "a"));
        assertRefused(Reason.EXISTS, renameBatch("a", "c"));
        assertRefused(Reason.EXISTS, renameBatch("a", "inbox"));
        assertRefused(Reason.CONFLICT, renameBatch("a", "a/x"));
        assertRefused(Reason.TOO_LARGE, renameBatch("a", "x".repeat(999)));
        assertEquals(List.of("a", "a/b", "c/b"), names());
    }

    @Test
    public void renameOfInboxMovesItsMessagesAndLeavesItEmpty() {
        append("INBOX", 10, Flags.of(Flags.SEEN, List.of("k")));
        append("INBOX", 20, Flags.NONE);
        create("INBOX/below");
        Mailbox before = mailbox("INBOX");
        Mailbox old = rename("INBOX", "old");

        assertEquals(List.of("INBOX", "INBOX/below", "old"), names());
        Mailbox inbox = mailbox("INBOX");
        assertEquals(before.id(), inbox.id());
        assertEquals(before.uidValidity(), inbox.uidValidity());
        assertEquals(0, inbox.messages());
        assertEquals(Optional.of(List.of(1L, 2L)), store.vanishedSince(inbox.id(), before.highestModseq()));
        assertEquals(2, old.messages());
        assertEquals(30, old.bytes());
        assertEquals(old, mailbox("old"));
        assertEquals(Flags.of(Flags.SEEN, List.of("k")), message(old.id(), 1).flags());
        assertEquals(NOW + 1, message(old.id(), 1).saveDate());
        assertEquals(new Usage(30, 2), store.usage(account));
        assertRefused(Reason.EXISTS, renameBatch("INBOX", "old"));
    }

    @Test
    public void subscriptionsAreKeptByName() {
        create("a");
        commit(new Batch().subscribe(account, "b", true).subscribe(account, "a", true).subscribe(account, "a", true));
        assertEquals(List.of("a", "b"), store.subscriptions(account));
        assertTrue(mailbox("a").subscribed());
        assertTrue(create("b").subscribed());
        commit(new Batch().deleteMailbox(account, "a").subscribe(account, "b", false)
                .subscribe(account, "none", false));
        assertEquals(List.of("a"), store.subscriptions(account));
        assertFalse(mailbox("b").subscribed());
    }

    @Test
    public void anAccountHasAtMostTenThousandSubscriptions() {
        Batch batch = new Batch();
        IntStream.range(0, 10_000).forEach(i -> batch.subscribe(account, "m" + i, true));
        commit(batch);
        assertRefused(Reason.TOO_LARGE, new Batch().subscribe(account, "one more", true));
        commit(new Batch().subscribe(account, "m1", false).subscribe(account, "one more", true));
        assertEquals(10_000, store.subscriptions(account).size());
    }

    @Test
    public void aDeletedAccountHasNothingAndMayBeginAnew() {
        Appended message = append("INBOX", 10, Flags.NONE);
        create("a/b");
        commit(new Batch().subscribe(account, "a", true));
        BlobId blob = message(message.mailbox(), message.uid()).blob();
        long validity = mailbox("a/b").uidValidity();
        commit(new Batch().deleteAccount(account));

        assertEquals(List.of(), names());
        assertEquals(List.of(), store.subscriptions(account));
        assertEquals(Usage.NONE, store.usage(account));
        await("the blob is removed", () -> store.blobSize(blob).isEmpty());
        assertTrue(append("INBOX", 10, Flags.NONE).uidValidity() > validity);
        commit(new Batch().deleteAccount(UUID.randomUUID()));
    }

    protected Batch createBatch(String name) {
        return createBatch(name, VALIDITY);
    }

    private Batch createBatch(String name, long validity) {
        Batch batch = new Batch();
        batch.createMailbox(account, name, "", validity);
        return batch;
    }

    private Mailbox createFor(UUID owner, String name, long validity) {
        Batch batch = new Batch();
        Slot<Mailbox> slot = batch.createMailbox(owner, name, "", validity);
        return commit(batch).of(slot);
    }

    private Batch renameBatch(String from, String to) {
        Batch batch = new Batch();
        batch.renameMailbox(account, from, to, VALIDITY);
        return batch;
    }

    protected Mailbox rename(String from, String to) {
        Batch batch = new Batch();
        Slot<Mailbox> slot = batch.renameMailbox(account, from, to, VALIDITY);
        return commit(batch).of(slot);
    }
}
