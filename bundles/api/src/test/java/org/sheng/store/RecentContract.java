package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.Recent;
import org.sheng.store.StoreException.Reason;

/** What no session was told of yet (RFC 3501 §2.3.2): each message is recent to one taker. */
public abstract class RecentContract extends FlagContract {

    private Recent take(long mailbox, long through) {
        Batch batch = new Batch().lazy();
        Slot<Recent> slot = batch.takeRecent(mailbox, through);
        return commit(batch).of(slot);
    }

    @Test
    public void whatOneTakesNoOtherGets() {
        long id = create("a").id();
        assertEquals(1, mailbox("a").recentFrom());
        assertEquals(new Recent(1, 0), take(id, 100));
        fill("a", 3);
        assertEquals(new Recent(1, 2), take(id, 2));
        assertEquals(3, mailbox("a").recentFrom());
        assertEquals(new Recent(3, 2), take(id, 1));
        assertEquals(new Recent(3, 3), take(id, 1_000));
        assertEquals(new Recent(4, 3), take(id, 1_000));
        fill("a", 1);
        assertEquals(4, mailbox("a").recentFrom());
        assertEquals(new Recent(4, 4), take(id, 4));
        Batch missing = new Batch();
        missing.takeRecent(Long.MAX_VALUE, 1);
        assertRefused(Reason.MISSING, missing);
    }

    @Test
    public void takingChangesNoModseqAndIsToldToNobody() throws Exception {
        long id = create("a").id();
        fill("a", 3);
        Mailbox before = mailbox("a");
        List<MailboxChange> told = new CopyOnWriteArrayList<>();
        try (MailStore.Watch watch = store.watch(account, told::add)) {
            take(id, 3);
            assertEquals(before.highestModseq(), mailbox("a").highestModseq());
            assertEquals(List.of(), store.changedSince(id, before.highestModseq(), 10));
            fill("a", 1);
        }
        assertEquals(1, told.size());
        assertTrue(told.get(0).added());
    }

    @Test
    public void copiesAndMovedMessagesAreRecentWhereTheyCome() {
        long from = create("from").id();
        long to = create("to").id();
        fill("from", 3);
        take(from, 3);
        Batch batch = new Batch();
        batch.copy(from, List.of(1L), to, false, NOW, 0, 0);
        batch.copy(from, List.of(2L), to, true, NOW, 0, 0);
        Slot<Recent> slot = batch.takeRecent(to, 1);
        assertEquals(new Recent(1, 1), commit(batch).of(slot));
        assertEquals(2, mailbox("to").recentFrom());
        assertEquals(4, mailbox("from").recentFrom());
    }

    @Test
    public void aRefusedBatchTakesNothing() {
        fill("INBOX", 2);
        Batch batch = new Batch();
        batch.takeRecent(mailbox("INBOX").id(), 2);
        batch.createMailbox(account, "INBOX", "", VALIDITY);
        assertRefused(Reason.EXISTS, batch);
        assertEquals(1, mailbox("INBOX").recentFrom());
    }
}
