package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch.FlagChange;
import org.sheng.store.StoreException.Reason;

/** Messages by flag: exact after each commit, as of one moment. */
public abstract class FlagContract extends ChangeContract {

    private void assertFlagged(long mailbox, int flag, List<Long> with, List<Long> without) {
        assertEquals(with, all(store.uids(mailbox, flag, true)));
        assertEquals(without, all(store.uids(mailbox, flag, false)));
    }

    @Test
    public void messagesAreFoundByTheirFlags() {
        long id = create("a").id();
        assertFlagged(id, Flags.SEEN, List.of(), List.of());
        fill("a", 3_000);
        append("a", 10, Flags.of(Flags.SEEN | Flags.DELETED));
        assertFlagged(id, Flags.SEEN, List.of(3_001L), range(1, 3_000));
        store(id, 1_024, Flags.of(Flags.SEEN), FlagChange.ADD);
        store(id, 3_001, Flags.of(Flags.SEEN), FlagChange.REMOVE);
        assertEquals(List.of(1_024L), all(store.uids(id, Flags.SEEN, true)));
        assertEquals(List.of(3_001L), all(store.uids(id, Flags.DELETED, true)));
        store(id, 3_001, Flags.of(Flags.DRAFT, List.of("k")), FlagChange.REPLACE);
        assertFlagged(id, Flags.DELETED, List.of(), range(1, 3_001));
        assertFlagged(id, Flags.ANSWERED, List.of(), range(1, 3_001));
        assertEquals(List.of(3_001L), all(store.uids(id, Flags.DRAFT, true)));
    }

    @Test
    public void whatLeavesAMailboxLeavesItsFlagsAndWhatComesBringsThem() {
        long from = create("from").id();
        long to = create("to").id();
        fill("from", 10);
        Batch flag = new Batch();
        flag.storeFlags(from, range(2, 9), Flags.of(Flags.FLAGGED), FlagChange.ADD, -1);
        commit(flag);
        Batch batch = new Batch();
        batch.copy(from, List.of(1L, 2L), to, false, NOW, 0, 0);
        batch.copy(from, List.of(3L), to, true, NOW, 0, 0);
        batch.expunge(from, List.of(4L, 10L), false);
        batch.copy(from, List.of(5L), from, true, NOW, 0, 0);
        commit(batch);
        assertFlagged(from, Flags.FLAGGED, List.of(2L, 6L, 7L, 8L, 9L, 11L), List.of(1L));
        assertFlagged(to, Flags.FLAGGED, List.of(2L, 3L), List.of(1L));
        commit(new Batch().deleteMailbox(account, "to"));
        assertFlagged(to, Flags.FLAGGED, List.of(), List.of());
    }

    @Test
    public void aRefusedBatchLeavesTheFlagsAsTheyAre() {
        fill("INBOX", 3);
        long id = mailbox("INBOX").id();
        Batch refused = new Batch();
        refused.storeFlags(id, List.of(1L, 2L), Flags.of(Flags.SEEN), FlagChange.ADD, -1);
        refused.createMailbox(account, "INBOX", "", VALIDITY);
        assertRefused(Reason.EXISTS, refused);
        assertFlagged(id, Flags.SEEN, List.of(), range(1, 3));
    }

    @Test
    public void oneFlagIsAskedFor() {
        long id = create("a").id();
        for (int none : new int[] {0, Flags.SEEN | Flags.DRAFT, 32, -1}) {
            assertThrows(IllegalArgumentException.class, () -> store.uids(id, none, true));
        }
        assertEquals(0, store.uids(Long.MAX_VALUE, Flags.SEEN, false).size());
    }

    /** Each commit makes one seen, one unseen, and moves one message to a new UID: ten are always unseen. */
    @Test
    public void whatHasAFlagNotIsAsOfOneMoment() throws Exception {
        long id = create("a").id();
        fill("a", 2_000);
        Batch most = new Batch();
        most.storeFlags(id, range(11, 2_000), Flags.of(Flags.SEEN), FlagChange.ADD, -1);
        commit(most);
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> {
            while (!end.get()) {
                assertEquals(10, store.uids(id, Flags.SEEN, false).size());
            }
        });
        for (long uid = 1; uid < 1_500; uid++) {
            Batch batch = new Batch();
            batch.storeFlags(id, List.of(uid), Flags.of(Flags.SEEN), FlagChange.ADD, -1);
            batch.copy(id, List.of(uid), id, true, NOW, 0, 0);
            batch.storeFlags(id, List.of(uid + 10), Flags.of(Flags.SEEN), FlagChange.REMOVE, -1);
            commit(batch);
        }
        end.set(true);
        reader.get(60, TimeUnit.SECONDS);
        assertEquals(range(1_500, 1_509), all(store.uids(id, Flags.SEEN, false)));
    }
}
