package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.Alias;
import org.sheng.directory.DepartedUsers.Departed;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.Resolution;
import org.sheng.mail.MailAddress;

/** Kills a process in the middle of its changes, with SIGKILL, and looks for every change whose call had returned. */
class CrashTest {
    private static final long POLL_NANOS = 5_000_000;
    private static final int ROUNDS = 3;
    private static final int THREADS = 4;
    private static final String HASH = "$2y$05$abcdefghijklmnopqrstuuNyfD1e6TuAxhlZIeKrqXUCJ7D8jeA.m";

    @TempDir
    Path folder;

    @Test
    void everyChangeWhoseCallReturnedIsThereAfterKill9() throws Exception {
        try (TestDirectory test = TestDirectory.open(folder)) {
            test.addDomain("test.com");
        }
        Random random = new Random();
        List<String> confirmed = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int before = confirmed.size();
            confirmed.addAll(changesUntilKilled(round, 20 + random.nextInt(200)));
            assertTrue(confirmed.size() > before + 20, "the writer did nothing: " + confirmed.size());
            long start = System.nanoTime();
            try (TestDirectory test = TestDirectory.open(folder)) {
                System.out.printf("%d changes confirmed, opened after kill -9 in %.1f s%n", confirmed.size(), (System.nanoTime() - start) / 1e9);
                long users = 0;
                for (String line : confirmed) {
                    users += isThere(test, line);
                }
                long counted = test.admin().domain("test.com").orElseThrow().users();
                assertEquals(everyone(test), counted, "the count of the domain");
                assertTrue(counted >= users, counted + " of " + users);
            }
        }
    }

    private List<String> changesUntilKilled(int round, int howMany) throws Exception {
        Path told = folder.resolve("told-" + round);
        Process writer = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", Writer.class.getName(), folder.toString(), "r" + round)
                .redirectError(ProcessBuilder.Redirect.INHERIT).redirectOutput(told.toFile()).start();
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Files.size(told) < howMany * 16L && writer.isAlive() && System.nanoTime() < limit) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        writer.destroyForcibly(); // SIGKILL
        assertTrue(writer.waitFor(30, TimeUnit.SECONDS));
        assertEquals(137, writer.exitValue(), "ended by SIGKILL and by nothing else");
        String whole = Files.readString(told);
        return whole.substring(0, whole.lastIndexOf('\n') + 1).lines().toList();
    }

    /** @return how many users the line speaks of */
    private static int isThere(TestDirectory test, String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "user" -> assertTrue(test.directory().user(MailAddress.parse(words[1])).isPresent(), line);
            case "alias" -> assertTrue(test.directory().resolve(MailAddress.parse(words[1])) instanceof Resolution.Alias, line);
            case "gone" -> {
                assertTrue(test.directory().user(MailAddress.parse(words[1])).isEmpty(), line);
                assertTrue(departed(test).contains(words[1]), "its mail is to be removed: " + line);
            }
            case "batch" -> {
                for (int i = 0; i < 20; i++) {
                    assertTrue(test.directory().user(MailAddress.parse(words[1] + "-" + i + "@test.com")).isPresent(), line);
                }
                return 20;
            }
            default -> throw new AssertionError(line);
        }
        return words[0].equals("user") ? 1 : 0;
    }

    private static Set<String> departed(TestDirectory test) {
        return test.jpa().departed().departed(Optional.empty(), 10_000).stream().map(Departed::name)
                .collect(Collectors.toSet());
    }

    private static long everyone(TestDirectory test) {
        long count = 0;
        var page = test.admin().users("test.com", "", 1_000);
        while (!page.isEmpty()) {
            count += page.size();
            page = test.admin().users("test.com", page.get(page.size() - 1).address().toString(), 1_000);
        }
        return count;
    }

    /** The process that is killed: tells each change when its call returned. */
    static final class Writer {
        private Writer() { }

        public static void main(String[] args) throws Exception {
            TestDirectory test = TestDirectory.open(Path.of(args[0]));
            for (int thread = 0; thread < THREADS; thread++) {
                String prefix = args[1] + "-" + thread + "-";
                new Thread(() -> change(test, prefix)).start();
            }
        }

        private static void change(TestDirectory test, String prefix) {
            try {
                for (int i = 0; true; i++) {
                    String name = prefix + i + "@test.com";
                    test.admin().importUsers(new StringReader("address,password\n" + name + "," + HASH + "\n"), progress -> { });
                    tell("user " + name);
                    test.admin().putAlias(new Alias(MailAddress.parse("alias-" + name), List.of(MailAddress.parse(name))));
                    tell("alias alias-" + name);
                    StringBuilder batch = new StringBuilder("address,password\n");
                    for (int j = 0; j < 20; j++) {
                        batch.append("batch-").append(prefix).append(i).append('-').append(j).append("@test.com,").append(HASH).append('\n');
                    }
                    test.admin().importUsers(new StringReader(batch.toString()), progress -> { });
                    tell("batch batch-" + prefix + i);
                    test.admin().importUsers(new StringReader("address,password\ngone-" + name + "," + HASH + "\n"), progress -> { });
                    test.admin().deleteUser(MailAddress.parse("gone-" + name));
                    tell("gone gone-" + name);
                }
            } catch (DirectoryException | IOException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void tell(String line) {
            synchronized (System.out) {
                System.out.println(line);
                System.out.flush();
            }
        }
    }
}
