package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.DirectoryAdmin.ImportReport;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.mail.MailAddress;
import org.sheng.passwords.internal.NodePasswords;
import org.sheng.passwords.internal.PasswordSettings;

/**
 * The disk under the directory is full: a change is refused, nothing that was taken is lost, and changes are taken
 * again when there is room.
 */
class FullDiskTest {
    private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuNyfD1e6TuAxhlZIeKrqXUCJ7D8jeA.m";
    private static final int MOST = 20_000;

    @TempDir
    private Path folder;
    private Path disk;
    private Path ballast;
    private final List<String> taken = new ArrayList<>();

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        ballast = disk.resolve("ballast");
        String failure = run("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk.toString());
        assumeTrue(failure.isEmpty(), "a file system cannot be mounted here (" + failure
                + "); run as root to test a full disk");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "--lazy", disk.toString());
    }

    @Test
    void changesAreRefusedBeforeTheDiskIsFullAndLookUpsAreServed() throws Exception {
        try (JpaDirectory directory = open(DatabaseSource.Own.ROOM)) {
            begin(directory);
            fill();
            String refusal = addUntilRefused(directory);
            assertTrue(refusal.contains("are free on the disk of"), refusal);
            assertAllThere(directory);
            Files.delete(ballast);
            add(directory);
            assertAllThere(directory);
        }
    }

    @Test
    void aChangeWhoseLogCouldNotBeWrittenIsNotTakenForDurable() throws Exception {
        try (JpaDirectory directory = open(0)) {
            begin(directory);
            fill();
            String refusal = addUntilRefused(directory);
            assertTrue(refusal.contains("could not write its log: No space left on device"), refusal);
            directory.database().close(false); // as the service does, and as a crash
            Files.delete(ballast);
            directory.open();
            assertAllThere(directory);
            add(directory);
            assertEquals(List.of(), directory.admin().damage());
            directory.database().close(false);
            directory.open();
            assertAllThere(directory);
        }
    }

    private JpaDirectory open(long room) throws IOException {
        Database database = new Database(() -> new DatabaseSource.Own(disk.resolve("directory"), room), 4);
        database.open();
        return new JpaDirectory(database, () -> DirectorySettings.DEFAULT, NodePasswords.open(folder,
                new PasswordSettings(8192, 1, 4096)),
                event -> { }, InstantSource.system());
    }

    private void begin(JpaDirectory directory) throws Exception {
        directory.admin().addDomain(new Domain("test.com", true, "", "", LimitSettings.INHERIT, 0));
        add(directory);
    }

    private String addUntilRefused(JpaDirectory directory) throws Exception {
        for (int i = 0; i < MOST; i++) {
            try {
                add(directory);
            } catch (DirectoryUnavailable full) {
                return full.getMessage();
            }
        }
        throw new AssertionError("it was never full");
    }

    private void add(JpaDirectory directory) throws IOException, DirectoryException {
        String address = "user" + taken.size() + "@test.com";
        ImportReport report = directory.admin().importUsers(new StringReader("address,password\n" + address + ","
                + HASH + "\n"),
                progress -> { });
        assertEquals(1, report.total().added(), report::toString);
        taken.add(address);
    }

    private void assertAllThere(JpaDirectory directory) {
        directory.settingsChanged(); // forgets what it looked up
        for (String address : taken) {
            assertTrue(directory.directory().user(MailAddress.parse(address)).isPresent(), address);
        }
    }

    private void fill() throws IOException {
        byte[] block = new byte[4_096];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (disk.toFile().getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException full) {
            assertTrue(disk.toFile().getUsableSpace() < block.length, full::getMessage);
        }
    }

    /** Empty when it succeeded, else what it said. */
    private static String run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return "there is no command " + command[0];
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it did not end");
        return process.exitValue() == 0 ? "" : said + " (exit code " + process.exitValue() + ")";
    }
}
