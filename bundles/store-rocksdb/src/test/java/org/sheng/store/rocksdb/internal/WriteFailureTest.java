package org.sheng.store.rocksdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.CommitResult;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.StoreFixture;
import org.sheng.store.rocksdb.internal.FailingKeyValue.Failure;

/** A write fails: callers are told what became of it, not what was likely. */
class WriteFailureTest extends StoreFixture {
    private final FailingKeyValue rows = new FailingKeyValue();
    private KeyValueStore open;

    @Override
    protected MailStore openStore() {
        open = new KeyValueStore(rows, 0, 1 << 20, 1000);
        return open;
    }

    @Override
    protected void closeStore() {
        open.close();
    }

    @Test
    void aWriteThatFailedAndIsNotThereIsRefused() {
        rows.nextWrite = Failure.BEFORE_THE_WRITE;
        assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("k"), bytes("v")));
        assertEquals(Optional.empty(), store.get("s", bytes("k")));
        await("the store serves again", () -> store.health().trouble().isEmpty());
        commit(new Batch().put("s", bytes("k"), bytes("v")));
    }

    @Test
    void aWriteThatFailedAndIsThereIsComplete() {
        rows.nextWrite = Failure.AFTER_THE_WRITE;
        create("a");
        assertEquals(1, store.mailboxes(account).size());
        await("the store serves again", () -> store.health().trouble().isEmpty());
        append("a", 10, Flags.NONE);
    }

    @Test
    void whileItIsNotKnownTheCallerWaitsAndOthersAreRefused() {
        rows.reopens = false;
        rows.nextWrite = Failure.AFTER_THE_WRITE;
        CompletableFuture<CommitResult> doubtful = store.commit(new Batch().put("s", bytes("k"), bytes("v")))
                .toCompletableFuture();
        await("the trouble is told", () -> store.health().trouble().contains("still broken"));
        assertFalse(doubtful.isDone());
        assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("l"), bytes("v")));
        rows.reopens = true;
        await("the commit is complete", doubtful::isDone);
        assertFalse(doubtful.isCompletedExceptionally());
        commit(new Batch().require("s", bytes("k"), true).require("s", bytes("l"), false));
    }

    @Test
    void aBlobWhosePartsWereWrittenBeforeTheFailureMustBeSentAgain() {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap(pattern(300_000)));
        commit(new Batch().put("s", bytes("before"), bytes("v")));
        rows.nextWrite = Failure.BEFORE_THE_WRITE;
        assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("k"), bytes("v")));
        await("the store serves again", () -> store.health().trouble().isEmpty());

        BlobWriter.FinishedBlob blob = writer.finish(bytes("s"));
        assertTrue(assertRefused(Reason.UNAVAILABLE, new Batch().blob(blob).holdBlob(blob.id())).getMessage()
                .contains("again"));
        BlobWriter.FinishedBlob again = blob(pattern(300_000));
        commit(new Batch().blob(again).holdBlob(again.id()));
    }
}
