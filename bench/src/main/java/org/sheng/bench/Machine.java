package org.sheng.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the figures were measured on and with. */
final class Machine {

    private static final int SYNCS = 200;

    private Machine() {
    }

    static Map<String, String> describe(Path work) throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", processor());
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", memory());
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("file system", Files.getFileStore(work).type());
        facts.put("4 KB write and fsync, median", Figures.show(syncMillis(work)) + " ms");
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        return facts;
    }

    static String version(String debianPackage) throws InterruptedException {
        try {
            return Commands.run("dpkg-query", "-W", "-f", "${Version}", debianPackage);
        } catch (IOException unknown) {
            return "unknown";
        }
    }

    private static String processor() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst().orElse(System.getProperty("os.arch"));
    }

    private static String memory() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/meminfo")).get(0);
        return Figures.show(Long.parseLong(line.replaceAll("\\D", "")) / 1024.0 / 1024) + " GiB";
    }

    private static double syncMillis(Path work) throws IOException {
        Path file = work.resolve("sync-probe");
        double[] millis = new double[SYNCS];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < SYNCS; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(4096));
                channel.force(false);
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
        } finally {
            Files.deleteIfExists(file);
        }
        return Figures.median(millis);
    }
}
