package org.sheng.store.rocksdb.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.StoreFixture;

/** The room of removed mail comes back from the disk. */
class ReclaimTest extends StoreFixture {
    private static final int MESSAGES = 1000;
    private static final int SIZE = 200_000;
    private static final long WRITTEN = (long) MESSAGES * SIZE;

    @TempDir
    Path folder;

    private OpenStore open;

    @Override
    protected MailStore openStore() {
        open = RocksStore.opened(folder.resolve("store"), StoreSettings.DEFAULTS, 200);
        return open;
    }

    @Override
    protected void closeStore() {
        open.close();
    }

    @Test
    void whatIsDeletedLeavesTheDisk() {
        List<BlobId> blobs = write();
        assertTrue(store.health().bytesOnDisk() >= WRITTEN, "written: " + store.health().bytesOnDisk());

        // three in four, spread over all files
        long mailbox = mailbox("INBOX").id();
        Batch most = new Batch();
        most.expunge(mailbox, range(1, MESSAGES).stream().filter(uid -> uid % 4 != 0).toList(), false);
        commit(most);
        await("most of the room is back", () -> store.health().bytesOnDisk() < WRITTEN / 2);
        for (int uid = 4; uid <= MESSAGES; uid += 4) {
            assertEquals(SIZE, content(blobs.get(uid - 1)).length);
        }

        commit(new Batch().deleteAccount(account));
        await("all of the room is back", () -> store.health().bytesOnDisk() < WRITTEN / 20);
    }

    private List<BlobId> write() {
        Random random = new Random(1);
        List<BlobId> blobs = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] content = new byte[SIZE];
            random.nextBytes(content);
            BlobWriter.FinishedBlob blob = blob(content);
            Batch batch = new Batch().lazy().blob(blob);
            append(batch, "INBOX", blob.id(), Flags.NONE);
            commit(batch);
            blobs.add(blob.id());
        }
        return blobs;
    }
}
