package org.sheng.imap.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many sessions work on one mailbox at random. Each keeps a model of the mailbox from nothing but what it is told, and checks each word against it; at the
 * end all models are the mailbox.
 */
@Timeout(120)
class StateTrackingTest {
    private static final int SESSIONS = 8;
    private static final int COMMANDS = 150;
    private static final Pattern FETCH = Pattern.compile("\\* (\\d+) FETCH \\((.*)\\)", Pattern.DOTALL);
    private static final Pattern UID = Pattern.compile("UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("FLAGS \\(([^)]*)\\)");

    @TempDir
    Path home;

    @Test
    void allSessionsOfAMailboxAgree() throws Exception {
        long seed = Long.getLong("sheng.seed", 20240102);
        try (Server server = new Server(home)) {
            try (RawClient first = server.loggedIn("track")) {
                for (int i = 0; i < 30; i++) {
                    first.append("INBOX", "", "Subject: " + i + "\r\n\r\nbody\r\n");
                }
            }
            ExecutorService pool = Executors.newFixedThreadPool(SESSIONS);
            List<Future<Tracker>> running = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Random random = new Random(seed + i);
                running.add(pool.submit(() -> {
                    Tracker tracker = new Tracker(server.loggedIn("track"), random);
                    tracker.work();
                    return tracker;
                }));
            }
            List<Tracker> trackers = new ArrayList<>();
            for (Future<Tracker> one : running) {
                trackers.add(one.get());
            }
            pool.shutdown();
            try (RawClient fresh = server.loggedIn("track")) {
                Tracker truth = new Tracker(fresh, new Random(0));
                for (Tracker tracker : trackers) {
                    tracker.run("NOOP", true);
                    tracker.learn();
                    assertEquals(truth.uids, tracker.uids, "seed " + seed);
                    assertEquals(truth.flags, tracker.flags, "seed " + seed);
                    tracker.client.close();
                }
            }
        }
    }

    /** A client that believes only what it is told. */
    private static final class Tracker {
        private final RawClient client;
        private final Random random;
        private final List<Long> uids = new ArrayList<>();
        private final List<String> flags = new ArrayList<>();

        Tracker(RawClient client, Random random) throws Exception {
            this.client = client;
            this.random = random;
            hear(client.ok("SELECT INBOX"), true);
            learn();
        }

        /** Asks for those messages alone of which only the number is known, so that what was told of the others stays to be checked. */
        void learn() throws Exception {
            for (int unknown = uids.indexOf(0L); unknown >= 0; unknown = uids.indexOf(0L)) {
                run("FETCH " + (unknown + 1) + ":* (UID FLAGS)", false);
                run("NOOP", true); // those that were gone by then are told now
            }
        }

        void work() throws Exception {
            for (int i = 0; i < COMMANDS; i++) {
                act();
                if (random.nextInt(3) == 0) {
                    learn();
                }
            }
            run("NOOP", true);
        }

        private void act() throws Exception {
            int number = uids.isEmpty() ? 0 : 1 + random.nextInt(uids.size());
            int to = uids.isEmpty() ? 0 : number + random.nextInt(uids.size() - number + 1);
            String set = number + ":" + to;
            if (number == 0) {
                append();
                return;
            }
            switch (random.nextInt(12)) {
                case 0, 1 -> append();
                case 2 -> run("STORE " + set + " +FLAGS (\\Flagged)", false);
                case 3 -> run("STORE " + set + " -FLAGS (\\Flagged)", false);
                case 4 -> run("STORE " + number + " FLAGS (\\Seen $k" + random.nextInt(3) + ")", false);
                case 5 -> run("UID STORE " + Math.max(1, uids.get(number - 1)) + " +FLAGS (\\Deleted)", true);
                case 6 -> run("EXPUNGE", true);
                case 7 -> run("FETCH " + set + " (UID FLAGS BODY.PEEK[TEXT])", false);
                case 8 -> run("UID FETCH " + Math.max(1, uids.get(number - 1)) + ":* (FLAGS BODY[])", true);
                case 9 -> run("SEARCH FLAGGED", false);
                case 10 -> run("COPY " + number + " INBOX", true);
                default -> idle();
            }
        }

        private void append() throws Exception {
            run("APPEND INBOX (\\Answered) {14+}\r\nSubject: x\r\n\r\n", true);
        }

        private void idle() throws Exception {
            client.send("i IDLE\r\n");
            while (true) {
                String response = client.response();
                if (response.startsWith("+ ")) {
                    break;
                }
                hear(List.of(response), true);
            }
            client.send("DONE\r\n");
            hear(client.until("i"), true);
        }

        void run(String command, boolean expungeAllowed) throws Exception {
            List<String> responses = client.command(command);
            String last = responses.get(responses.size() - 1);
            assertTrue(last.startsWith("OK") || last.startsWith("NO [EXPUNGEISSUED]"), command + ": " + last);
            hear(responses, expungeAllowed);
        }

        private void hear(List<String> responses, boolean expungeAllowed) {
            for (String response : responses) {
                if (response.endsWith(" EXISTS")) {
                    int count = number(response);
                    assertTrue(count >= uids.size(), () -> "EXISTS cannot shrink: " + response + " of " + uids.size());
                    while (uids.size() < count) {
                        uids.add(0L);
                        flags.add("?");
                    }
                } else if (response.endsWith(" EXPUNGE")) {
                    assertTrue(expungeAllowed, "EXPUNGE where numbers are in use");
                    int number = number(response);
                    assertTrue(number >= 1 && number <= uids.size(), () -> response + " of " + uids.size());
                    uids.remove(number - 1);
                    flags.remove(number - 1);
                } else {
                    Matcher fetch = FETCH.matcher(response);
                    if (fetch.matches()) {
                        fetched(Integer.parseInt(fetch.group(1)), fetch.group(2), response);
                    }
                }
            }
        }

        private void fetched(int number, String items, String response) {
            assertTrue(number >= 1 && number <= uids.size(), () -> response + " of " + uids.size());
            Matcher uid = UID.matcher(items);
            if (uid.find()) {
                long told = Long.parseLong(uid.group(1));
                long known = uids.get(number - 1);
                assertTrue(known == 0 || known == told, () -> response + " but it was " + known);
                uids.set(number - 1, told);
            }
            Matcher now = FLAGS.matcher(items);
            if (now.find()) {
                flags.set(number - 1, String.join(" ", new TreeSet<>(List.of(now.group(1).split(" ")))));
            }
        }

        private static int number(String response) {
            return Integer.parseInt(response.split(" ")[1]);
        }
    }
}
