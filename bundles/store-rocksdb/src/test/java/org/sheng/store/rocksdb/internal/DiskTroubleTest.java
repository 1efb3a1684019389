package org.sheng.store.rocksdb.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.StoreException;
import org.sheng.store.StoreException.Reason;
import org.sheng.store.StoreFixture;

/** The disk is full, read-only or damaged: the store says so, loses nothing it accepted, and serves again by itself. */
class DiskTroubleTest extends StoreFixture {
    @TempDir
    Path folder;

    private OpenStore open;

    /** Each test opens it where its disk is. */
    @Override
    protected MailStore openStore() {
        return openStore(folder.resolve("unused"), 0);
    }

    private MailStore openStore(Path where, long minimumFree) {
        StoreSettings defaults = StoreSettings.DEFAULTS;
        open = RocksStore.open(where, new StoreSettings(defaults.blockCache(), 16 << 20, defaults.uidCache(),
                minimumFree, StoreSettings.Compression.NONE));
        store = open;
        return open;
    }

    @Override
    protected void closeStore() {
        open.close();
    }

    @Test
    void aFullDiskLosesNothingAndIsLeftWhenThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=96m")) {
            Path ballast = disk.folder().resolve("ballast");
            Files.write(ballast, new byte[32 << 20]);
            openOn(disk, 0);
            List<byte[]> accepted = fillUp();
            assertTrue(store.health().trouble().contains("disk is full"), store.health().trouble());
            assertAccepted(accepted);
            assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("k"), new byte[100_000]));

            Files.delete(ballast);
            await("the store serves again", () -> store.health().trouble().isEmpty());
            assertAccepted(accepted);
            append("INBOX", 10_000, Flags.NONE);
            assertEquals(accepted.size() + 1, mailbox("INBOX").messages());
            closeStore();
            openStore(disk.folder().resolve("store"), 0);
            assertEquals(accepted.size() + 1, mailbox("INBOX").messages());
            assertAccepted(accepted);
            closeStore();
        }
    }

    private List<byte[]> fillUp() {
        Random random = new Random(1);
        List<byte[]> accepted = new ArrayList<>();
        while (accepted.size() < 10_000) {
            byte[] content = new byte[50_000];
            random.nextBytes(content);
            BlobWriter.FinishedBlob blob = blob(content);
            Batch batch = new Batch().blob(blob);
            append(batch, "INBOX", blob.id(), Flags.NONE);
            try {
                commit(batch);
                accepted.add(content);
            } catch (StoreException full) {
                assertEquals(Reason.UNAVAILABLE, full.reason());
                return accepted;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private void assertAccepted(List<byte[]> accepted) {
        Mailbox inbox = mailbox("INBOX");
        List<Message> messages = store.messages(inbox.id(), 1, accepted.size(), 10_000);
        assertEquals(accepted.size(), messages.size());
        for (int i = 0; i < accepted.size(); i++) {
            assertArrayEquals(accepted.get(i), content(messages.get(i).blob()));
        }
    }

    @Test
    void belowTheMinimumNewMailIsRefusedAndMailMayBeRemoved() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=96m")) {
            openOn(disk, 64 << 20);
            append("INBOX", 10, Flags.NONE);
            BlobWriter.FinishedBlob early = blob(pattern(10));
            commit(new Batch().blob(early).holdBlob(early.id()).put("queue", bytes("k"), bytes("v")));
            Path ballast = disk.folder().resolve("ballast");
            Files.write(ballast, new byte[40 << 20]);
            await("the store sees it", () -> store.health().trouble().contains("min-free-disk"));

            BlobWriter.FinishedBlob blob = blob(pattern(10));
            Batch append = new Batch().blob(blob);
            append(append, "INBOX", blob.id(), Flags.NONE);
            assertTrue(assertRefused(Reason.UNAVAILABLE, append).getMessage().contains("min-free-disk"));
            assertRefused(Reason.UNAVAILABLE, new Batch().put("queue", bytes("l"), bytes("v")));
            Batch delivery = new Batch().delete("queue", bytes("k")).releaseBlob(early.id());
            append(delivery, "INBOX", early.id(), Flags.NONE);
            commit(delivery);
            Batch expunge = new Batch();
            expunge.expunge(mailbox("INBOX").id(), List.of(1L), false);
            commit(expunge);
            assertEquals(1, mailbox("INBOX").messages());

            Files.delete(ballast);
            await("the store sees it", () -> store.health().trouble().isEmpty());
            commit(append);
            assertEquals(2, mailbox("INBOX").messages());
            closeStore();
        }
    }

    @Test
    void aReadOnlyDiskIsToldAndServedWhenItIsWritable() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")), "size=96m")) {
            openOn(disk, 0);
            append("INBOX", 10, Flags.NONE);
            closeStore();
            disk.remount("ro");
            openStore(disk.folder().resolve("store"), 0);
            assertTrue(store.health().trouble().contains("cannot be written"), store.health().trouble());
            assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("k"), bytes("v")));
            assertEquals(1, mailbox("INBOX").messages(), "mail can be read");
            assertEquals(10, content(message(mailbox("INBOX").id(), 1).blob()).length);
            disk.remount("rw");
            await("the store serves again", () -> store.health().trouble().isEmpty());
            assertEquals(1, mailbox("INBOX").messages());
            append("INBOX", 10, Flags.NONE);
            closeStore();
        }
    }

    @Test
    void damagedFilesAreToldAndServedWhenTheyArePutBack() throws Exception {
        closeStore();
        Path where = folder.resolve("store");
        openStore(where, 0);
        append("INBOX", 10, Flags.NONE);
        closeStore();
        Path current = where.resolve("CURRENT");
        byte[] good = Files.readAllBytes(current);
        Files.write(current, bytes("MANIFEST-99\n"));
        openStore(where, 0);
        assertTrue(store.health().trouble().contains(where.toString()), store.health().trouble());
        assertTrue(store.health().trouble().contains("backup"), store.health().trouble());
        assertRefused(Reason.UNAVAILABLE, new Batch().put("s", bytes("k"), bytes("v")));
        Files.write(current, good);
        await("the store serves again", () -> store.health().trouble().isEmpty());
        assertEquals(1, mailbox("INBOX").messages());
    }

    @Test
    void aDamagedFileOfRowsIsToldNotReadAsIfItWereWhole() throws Exception {
        closeStore();
        Path where = folder.resolve("store");
        openStore(where, 0);
        for (int i = 0; i < 20; i++) {
            append("INBOX", 1000, Flags.NONE);
        }
        closeStore();
        RocksKeyValue rows = new RocksKeyValue(where, StoreSettings.DEFAULTS);
        rows.reopen();
        for (KeyValue.Family family : KeyValue.Family.values()) {
            rows.compact(family, Keys.END, Keys.END);
        }
        rows.close();
        for (Path file : files(where, ".sst")) {
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < content.length / 2; i++) {
                content[i] ^= 0x55;
            }
            Files.write(file, content);
        }
        openStore(where, 0);
        StoreException refused = assertThrows(StoreException.class, () -> store.mailboxes(account));
        assertEquals(Reason.UNAVAILABLE, refused.reason());
        assertTrue(refused.getMessage().contains("damaged"), refused.getMessage());
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }

    private void openOn(SmallDisk disk, long minimumFree) {
        closeStore();
        openStore(disk.folder().resolve("store"), minimumFree);
    }
}
