package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sheng.store.StoreException.Reason;

/** Key spaces of other engines, and batches as such. */
public abstract class SpaceContract extends BlobContract {
    private static final byte[] END = new byte[0];

    @Test
    public void anEmptyBatchIsDone() {
        assertEquals(List.of(), commit(new Batch()).results());
    }

    @Test
    public void rowsAreThereAfterTheirCommitAndGoneAfterTheirRemoval() {
        commit(new Batch().put("queue", bytes("k"), bytes("v")).put("queue", bytes("empty"), END));
        assertArrayEquals(bytes("v"), store.get("queue", bytes("k")).orElseThrow());
        assertArrayEquals(END, store.get("queue", bytes("empty")).orElseThrow());
        commit(new Batch().put("queue", bytes("k"), bytes("w")));
        assertArrayEquals(bytes("w"), store.get("queue", bytes("k")).orElseThrow());
        commit(new Batch().delete("queue", bytes("k")));
        assertEquals(Optional.empty(), store.get("queue", bytes("k")));
        assertTrue(store.get("queue", bytes("empty")).isPresent());
    }

    @Test
    public void spacesDoNotMeet() {
        commit(new Batch().put("a", bytes("k"), bytes("1")).put("ab", bytes("k"), bytes("2"))
                .put("a-b", bytes("k"), bytes("3")));
        assertEquals(1, store.scan("a", END, END, 10).size());
        assertArrayEquals(bytes("2"), store.get("ab", bytes("k")).orElseThrow());
        assertEquals(Optional.empty(), store.get("b", bytes("k")));
    }

    @Test
    public void aScanIsOrderedByUnsignedBytesAndBounded() {
        Batch batch = new Batch();
        for (int i = 255; i >= 0; i--) {
            batch.put("order", new byte[] {(byte) i}, new byte[] {(byte) i, 1});
        }
        commit(batch);
        List<MailStore.Row> all = store.scan("order", END, END, 1000);
        assertEquals(256, all.size());
        for (int i = 0; i < 256; i++) {
            assertArrayEquals(new byte[] {(byte) i}, all.get(i).key());
            assertArrayEquals(new byte[] {(byte) i, 1}, all.get(i).value());
        }
        assertEquals(10, store.scan("order", END, END, 10).size());
        List<MailStore.Row> some = store.scan("order", new byte[] {5}, new byte[] {9}, 10);
        assertEquals(4, some.size());
        assertArrayEquals(new byte[] {5}, some.get(0).key());
        assertEquals(List.of(), store.scan("order", new byte[] {9}, new byte[] {5}, 10));
        assertThrows(IllegalArgumentException.class, () -> store.scan("order", END, END, 0));
        assertThrows(IllegalArgumentException.class, () -> store.scan("order", END, END, 10_001));
    }

    @Test
    public void aRequiredRowDecides() {
        commit(new Batch().put("lock", bytes("a"), bytes("1")));
        commit(new Batch().require("lock", bytes("a"), true).require("lock", bytes("b"), false)
                .put("lock", bytes("b"), bytes("2")));
        StoreException there = assertRefused(Reason.CONFLICT,
                new Batch().put("lock", bytes("c"), bytes("3")).require("lock", bytes("b"), false));
        assertEquals(1, there.operation());
        assertRefused(Reason.CONFLICT, new Batch().put("lock", bytes("c"), bytes("3"))
                .require("lock", bytes("d"), true));
        assertEquals(Optional.empty(), store.get("lock", bytes("c")));
    }

    @Test
    public void aLaterOperationSeesWhatAnEarlierOneDid() {
        commit(new Batch().put("s", bytes("a"), bytes("1")).require("s", bytes("a"), true).delete("s", bytes("a"))
                .require("s", bytes("a"), false));
        assertEquals(Optional.empty(), store.get("s", bytes("a")));
    }

    @Test
    public void keysAndValuesHaveLimits() {
        commit(new Batch().put("s", new byte[1024], new byte[1 << 20]));
        assertEquals(1 << 20, store.get("s", new byte[1024]).orElseThrow().length);
        assertRefused(Reason.TOO_LARGE, new Batch().put("s", bytes("a"), new byte[(1 << 20) + 1]));
        assertRefused(Reason.TOO_LARGE, new Batch().put("s", new byte[1025], END));
        assertRefused(Reason.TOO_LARGE, new Batch().put("s", END, END));
        assertRefused(Reason.TOO_LARGE, new Batch().put("S", bytes("a"), END));
    }

    @Test
    public void aRefusedBatchLeavesNothing() {
        append("INBOX", 10, Flags.NONE);
        Mailbox before = mailbox("INBOX");
        Usage usage = store.usage(account);
        BlobWriter.FinishedBlob blob = blob(pattern(300_000));
        Batch batch = new Batch().put("s", bytes("a"), bytes("1")).blob(blob);
        append(batch, "INBOX", blob.id(), Flags.of(Flags.SEEN, List.of("new")));
        batch.createMailbox(account, "made/below", "", VALIDITY);
        batch.subscribe(account, "made", true);
        batch.storeFlags(before.id(), List.of(1L), Flags.of(Flags.DELETED), Batch.FlagChange.ADD, -1);
        batch.copy(before.id(), List.of(1L), before.id(), true, NOW, 0, 0);
        batch.expunge(before.id(), List.of(1L, 2L), false);
        batch.require("s", bytes("none"), true);

        assertEquals(8, assertRefused(Reason.CONFLICT, batch).operation());
        assertEquals(before, mailbox("INBOX"));
        assertEquals(usage, store.usage(account));
        assertEquals(List.of("INBOX"), names());
        assertEquals(List.of(), store.subscriptions(account));
        assertEquals(List.of(1L), uids(before.id()));
        assertEquals(Optional.of(List.of()), store.vanishedSince(before.id(), 0));
        assertEquals(Optional.empty(), store.get("s", bytes("a")));
        assertGone(blob.id());
    }

    @Test
    public void lazyCommitsAreSeenWhenComplete() {
        commit(new Batch().lazy().put("s", bytes("lazy"), bytes("1")));
        assertTrue(store.get("s", bytes("lazy")).isPresent());
    }
}
