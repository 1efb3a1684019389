package org.sheng.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sheng.store.Batch.Appended;
import org.sheng.store.StoreException.Reason;

/** Blobs: written, read, held, shared, gone. */
public abstract class BlobContract extends StoreFixture {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10_000, 131_071, 131_072, 131_073, 262_144, 1_000_000, 5_000_000})
    public void whatWasWrittenIsRead(int size) {
        BlobWriter.FinishedBlob blob = blob(pattern(size));
        commit(new Batch().blob(blob).holdBlob(blob.id()));

        assertEquals(size, blob.size());
        assertEquals(Optional.of((long) size), store.blobSize(blob.id()));
        assertArrayEquals(pattern(size), content(blob.id()));
        assertArrayEquals(bytes("summary of " + size), store.summary(blob.id()).orElseThrow());
    }

    @Test
    public void partsAreReadAtAnyOffset() {
        byte[] content = pattern(700_000);
        BlobWriter.FinishedBlob blob = blob(content);
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        for (int offset : new int[] {0, 1, 131_071, 131_072, 300_000, 699_999}) {
            ByteBuffer part = store.read(blob.id(), offset, 1000);
            assertTrue(part.remaining() >= 1 && part.remaining() <= 1000, "at " + offset);
            for (int i = 0; part.hasRemaining(); i++) {
                assertEquals(content[offset + i], part.get(), "at " + offset);
            }
        }
        assertFalse(store.read(blob.id(), 700_000, 10).hasRemaining());
        assertFalse(store.read(blob.id(), 7_000_000, 10).hasRemaining());
    }

    @Test
    public void aLengthOutsideOfItsRangeIsADefectOfTheCaller() {
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        assertThrows(IllegalArgumentException.class, () -> store.read(blob.id(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> store.read(blob.id(), 0, (1 << 20) + 1));
        assertThrows(IllegalArgumentException.class, () -> store.read(blob.id(), -1, 1));
    }

    @Test
    public void aBlobThatIsNotThereIsMissing() {
        BlobId unknown = store.newBlob().id();
        assertEquals(Optional.empty(), store.blobSize(unknown));
        assertEquals(Optional.empty(), store.summary(unknown));
        assertEquals(Reason.MISSING, assertThrows(StoreException.class, () -> store.read(unknown, 0, 10)).reason());
        assertRefused(Reason.MISSING, new Batch().holdBlob(unknown));
        assertRefused(Reason.MISSING, new Batch().releaseBlob(unknown));
        Batch append = new Batch();
        append(append, "INBOX", unknown, Flags.NONE);
        assertRefused(Reason.MISSING, append);
    }

    @Test
    public void aBlobIsPutOnce() {
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        assertRefused(Reason.EXISTS, new Batch().blob(blob));
    }

    @Test
    public void whatNobodyHoldsAtTheEndOfItsBatchIsNotKept() {
        BlobWriter.FinishedBlob blob = blob(pattern(400_000));
        commit(new Batch().blob(blob));
        assertGone(blob.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 400_000})
    public void theLastHoldersGoingRemovesTheBlob(int size) {
        BlobWriter.FinishedBlob blob = blob(pattern(size));
        commit(new Batch().blob(blob).holdBlob(blob.id()).holdBlob(blob.id()));
        commit(new Batch().releaseBlob(blob.id()));
        assertArrayEquals(pattern(size), content(blob.id()));
        commit(new Batch().releaseBlob(blob.id()));
        assertGone(blob.id());
    }

    @Test
    public void aBatchMayReleaseBeforeItHoldsAgain() {
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        Batch delivery = new Batch().releaseBlob(blob.id());
        append(delivery, "INBOX", blob.id(), Flags.NONE);
        commit(delivery);
        assertArrayEquals(pattern(10), content(blob.id()));
        assertRefused(Reason.MISSING, new Batch().releaseBlob(blob.id()));
    }

    @Test
    public void messagesAndHoldersShareABlobByCount() {
        BlobWriter.FinishedBlob blob = blob(pattern(10));
        Batch batch = new Batch().blob(blob).holdBlob(blob.id());
        append(batch, "INBOX", blob.id(), Flags.NONE);
        Slot<Appended> second = append(batch, "INBOX", blob.id(), Flags.NONE);
        long mailbox = commit(batch).of(second).mailbox();

        commit(new Batch().releaseBlob(blob.id()));
        expunge(mailbox, 1);
        assertArrayEquals(pattern(10), content(blob.id()));
        assertRefused(Reason.MISSING, new Batch().releaseBlob(blob.id()));
        expunge(mailbox, 2);
        assertGone(blob.id());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 400_000})
    public void whatIsReadStaysToItsEndWhoeverRemovesIt(int size) {
        BlobWriter.FinishedBlob blob = blob(pattern(size));
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        try (BlobReader first = store.reader(blob.id()); BlobReader second = store.reader(blob.id())) {
            commit(new Batch().releaseBlob(blob.id()));
            assertGone(blob.id());
            assertThrows(StoreException.class, () -> store.reader(blob.id()));
            assertEquals(size, first.size());
            assertArrayEquals(pattern(size), content(first));
            first.close();
            first.close();
            assertEquals(Reason.MISSING, assertThrows(StoreException.class, () -> first.read(0, 10)).reason());
            commit(new Batch().put("test", bytes("k"), bytes("v")));
            assertArrayEquals(pattern(size), content(second));
        }
    }

    private static byte[] content(BlobReader reader) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (content.size() < reader.size()) {
            ByteBuffer part = reader.read(content.size(), 100_000);
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            content.writeBytes(bytes);
        }
        assertFalse(reader.read(reader.size(), 1).hasRemaining());
        return content.toByteArray();
    }

    /** However a reader and the commit that removes its blob meet: it reads all, or is told at once that there is none. */
    @Test
    public void aReaderHasAllOrNothing() throws Exception {
        for (int round = 0; round < 200; round++) {
            BlobWriter.FinishedBlob blob = blob(pattern(150_000));
            commit(new Batch().blob(blob).holdBlob(blob.id()));
            var removed = store.commit(new Batch().releaseBlob(blob.id())).toCompletableFuture();
            while (true) {
                try (BlobReader reader = store.reader(blob.id())) {
                    assertArrayEquals(pattern(150_000), content(reader));
                } catch (StoreException gone) {
                    assertEquals(Reason.MISSING, gone.reason());
                    break;
                }
            }
            removed.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    public void aRefusedBatchLeavesItsBlobForAnother() {
        BlobWriter.FinishedBlob blob = blob(pattern(300_000));
        Batch refused = new Batch().blob(blob);
        append(refused, "none", blob.id(), Flags.NONE);
        assertRefused(Reason.MISSING, refused);
        assertEquals(Optional.empty(), store.blobSize(blob.id()));

        commit(new Batch().blob(blob).holdBlob(blob.id()));
        assertArrayEquals(pattern(300_000), content(blob.id()));
    }

    @Test
    public void anAbortedBlobIsGone() {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap(pattern(300_000)));
        writer.abort();
        commit(new Batch().put("test", bytes("k"), bytes("v")));
        assertGone(writer.id());
    }

    @Test
    public void abortAfterTheCommitDoesNothing() {
        BlobWriter writer = store.newBlob();
        writer.write(ByteBuffer.wrap(pattern(300_000)));
        BlobWriter.FinishedBlob blob = writer.finish(bytes("s"));
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        writer.abort();
        commit(new Batch().put("test", bytes("k"), bytes("v")));
        assertArrayEquals(pattern(300_000), content(blob.id()));
    }

    @Test
    public void aWriterThatIsAheadSaysSoAndIsDrained() throws Exception {
        BlobWriter writer = store.newBlob();
        assertTrue(writer.writable());
        for (int i = 0; i < 100; i++) {
            writer.write(ByteBuffer.wrap(pattern(100_000)));
            writer.drained().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertTrue(writer.writable());
        }
        BlobWriter.FinishedBlob blob = writer.finish(new byte[0]);
        commit(new Batch().blob(blob).holdBlob(blob.id()));
        assertEquals(Optional.of(10_000_000L), store.blobSize(blob.id()));
    }

    @Test
    public void laterBlobsSortLater() {
        BlobId first = store.newBlob().id();
        long then = System.currentTimeMillis();
        await("the clock's next millisecond", () -> System.currentTimeMillis() > then);
        assertTrue(first.compareTo(store.newBlob().id()) < 0);
    }

    protected void expunge(long mailbox, long uid) {
        Batch batch = new Batch();
        Slot<Batch.Expunged> slot = batch.expunge(mailbox, List.of(uid), false);
        assertEquals(List.of(uid), commit(batch).of(slot).uids());
    }

    protected void assertGone(BlobId blob) {
        assertEquals(Optional.empty(), store.blobSize(blob));
        assertEquals(Optional.empty(), store.summary(blob));
        assertEquals(Reason.MISSING, assertThrows(StoreException.class, () -> store.read(blob, 0, 10)).reason());
    }
}
