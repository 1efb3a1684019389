package org.sheng.imap.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.store.rocksdb.internal.RocksStore;
import org.sheng.store.rocksdb.internal.StoreSettings;

/**
 * Measures, over a socket and with RocksDB, what grows with a mailbox and what does not: medians of commands in one of
 * 1,000 messages and in one of 1,000,000. Run by {@code -Dtest=MailboxSizeBench -Dsheng.bench=FOLDER}.
 */
class MailboxSizeBench {
    private static final int ROUNDS = 41;

    @TempDir
    Path home;

    private interface Step {
        void run(int round) throws Exception;
    }

    @Test
    @EnabledIfSystemProperty(named = "sheng.bench", matches = ".+")
    void measure() throws Exception {
        Path folder = Files.createTempDirectory(Path.of(System.getProperty("sheng.bench").split(",")[0]), "bench");
        OpenStore store = RocksStore.open(folder, StoreSettings.DEFAULTS);
        try (Server server = new Server(home, Server.SETTINGS, store)) {
            for (int size : new int[] {1_000, 1_000, 1_000_000}) { // the first warms up
                measure(server, size);
            }
        }
    }

    private static void measure(Server server, int size) throws Exception {
        String user = "u" + System.nanoTime();
        try (RawClient client = server.loggedIn(user)) {
            LargeMailboxTest.fill(server.store, server.user(user).id(), size, size - 100);
            long cold = System.nanoTime();
            client.ok("SELECT INBOX (CONDSTORE)");
            System.out.printf("%,d messages: first SELECT %.2f ms%n", size, (System.nanoTime() - cold) / 1e6);
            print("SELECT", round -> client.ok("SELECT INBOX"), round -> { });
            print("SELECT after a change", round -> client.ok("SELECT INBOX"),
                    round -> client.ok("STORE " + (round + 1) + " -FLAGS.SILENT (\\Seen)"));
            print("EXPUNGE of 3", round -> expect(client.ok("EXPUNGE"), 3),
                    round -> client.ok("STORE 1," + size / 2 + "," + (size / 2 + 1) + " +FLAGS.SILENT (\\Deleted)"));
            print("UID EXPUNGE of 3", round -> expect(client.ok("UID EXPUNGE 1:*"), 3),
                    round -> client.ok("STORE 1," + size / 2 + "," + (size / 2 + 1) + " +FLAGS.SILENT (\\Deleted)"));
            long[] since = new long[1];
            Step fetch = round -> expect(client.ok("FETCH 1:* FLAGS (CHANGEDSINCE " + since[0] + ")"), 100);
            print("CHANGEDSINCE, 100 changes", fetch, round -> {
                since[0] = LargeMailboxTest.highest(client);
                client.ok("STORE " + spread(size - 300) + (round % 2 == 0 ? " +" : " -") + "FLAGS.SILENT (\\Answered)");
            });
            print("SEARCH UNSEEN", round -> client.ok("SEARCH UNSEEN"), round -> { });
            print("SEARCH DELETED", round -> client.ok("SEARCH DELETED"), round -> { });
            print("STATUS UNSEEN", round -> client.ok("STATUS INBOX (UNSEEN)"), round -> { });
        }
    }

    private static String spread(int size) {
        StringBuilder set = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            set.append(i == 0 ? "" : ",").append(1 + (long) i * size / 100);
        }
        return set.toString();
    }

    private static void expect(List<String> lines, int count) {
        if (lines.size() != count) {
            throw new AssertionError(lines.size() + " lines, not " + count);
        }
    }

    private static void print(String what, Step measured, Step before) throws Exception {
        double[] millis = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            before.run(round);
            long began = System.nanoTime();
            measured.run(round);
            millis[round] = (System.nanoTime() - began) / 1e6;
        }
        Arrays.sort(millis);
        System.out.printf("  %-28s %8.3f ms%n", what, millis[ROUNDS / 2]);
    }
}
