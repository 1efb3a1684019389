package org.sheng.directory.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.DirectoryAdmin.ImportReport;
import org.sheng.directory.Resolution;
import org.sheng.mail.MailAddress;

/** The size that a node is made for: 150,000 users. {@code -Dsheng.scale=150000} is the whole; less in an everyday run. */
class ScaleTest {
    private static final int USERS = Integer.getInteger("sheng.scale", 6_000);
    private static final int LOOK_UPS = 5_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @TempDir
    Path folder;

    @Test
    void manyUsersAreImportedInMinutesAndFoundInLessThanAMillisecond() throws Exception {
        try (TestDirectory test = TestDirectory.open(folder)) {
            test.addDomain("test.com");
            long start = System.nanoTime();
            long cpuBefore = PROCESS.getProcessCpuTime();
            ImportReport report = importAll(test);
            double cpu = (PROCESS.getProcessCpuTime() - cpuBefore) / 1e9;
            System.out.printf("import of %,d users with clear-text passwords: %.1f s, %.1f s of CPU%n", USERS, (System.nanoTime() - start) / 1e9, cpu);
            assertEquals(USERS, report.total().added(), report.firstRefused().toString());
            assertTrue(cpu < 20 + USERS / 200.0, "150,000 users must be a matter of minutes: took " + cpu + " s of CPU");
        }
        long start = System.nanoTime();
        try (TestDirectory test = TestDirectory.open(folder)) {
            System.out.printf("opened after a clean end in %.2f s%n", (System.nanoTime() - start) / 1e9);
            assertEquals(USERS, test.admin().domain("test.com").orElseThrow().users());
            Random random = new Random(1);
            int[] users = random.ints(LOOK_UPS, 0, USERS).toArray();
            measure("warm up", LOOK_UPS, i -> test.directory().user(address(random.nextInt(USERS))));
            double uncached = measure("resolve, not cached", LOOK_UPS, i -> {
                test.jpa().settingsChanged(); // forgets everything
                assertInstanceOf(Resolution.Mailbox.class, test.directory().resolve(address(users[i])));
            });
            double mixed = measure("resolve, as it comes", LOOK_UPS, i ->
                    assertInstanceOf(Resolution.Mailbox.class, test.directory().resolve(address(users[i]))));
            double cached = measure("resolve, cached", LOOK_UPS, i ->
                    assertInstanceOf(Resolution.Mailbox.class, test.directory().resolve(address(users[i]))));
            double unknown = measure("resolve, unknown", LOOK_UPS, i ->
                    assertInstanceOf(Resolution.Unknown.class, test.directory().resolve(MailAddress.parse("nobody" + i + "@test.com"))));
            assertTrue(Math.max(Math.max(uncached, mixed), Math.max(cached, unknown)) < 1_000, "a look-up must cost less than 1 ms");
        }
    }

    private ImportReport importAll(TestDirectory test) throws Exception {
        Path csv = folder.resolve("users.csv");
        try (BufferedWriter out = Files.newBufferedWriter(csv)) {
            out.write("address,password,name\r\n");
            for (int i = 0; i < USERS; i++) {
                out.write(address(i) + ",password-" + i + ",User " + i + "\r\n");
            }
        }
        try (BufferedReader in = Files.newBufferedReader(csv)) {
            return test.admin().importUsers(in, progress -> { });
        }
    }

    private static MailAddress address(int i) {
        return MailAddress.parse("user" + i + "@test.com");
    }

    /** @return the median of its CPU time in microseconds: a look-up runs on the caller's thread, other work on the machine does not count */
    private static double measure(String what, int times, IntConsumer call) {
        long[] wall = new long[times];
        long[] cpu = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            call.accept(i);
            cpu[i] = THREADS.getCurrentThreadCpuTime() - cpuStart;
            wall[i] = System.nanoTime() - start;
        }
        Arrays.sort(wall);
        Arrays.sort(cpu);
        System.out.printf("%-22s median %.0f us, 99 of 100 under %.0f us; CPU median %.0f us%n", what, wall[times / 2] / 1e3,
                wall[times * 99 / 100] / 1e3, cpu[times / 2] / 1e3);
        return cpu[times / 2] / 1e3;
    }
}
