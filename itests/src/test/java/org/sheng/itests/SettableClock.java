package org.sheng.itests;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The wall clock of one node, through a library that is loaded before all others ({@code src/test/c/clock.c}). Time
 * that only ever goes on, by which the JVM waits, is left alone; so are the times of files.
 */
final class SettableClock {

    private final Path file;

    private SettableClock(Path file) {
        this.file = file;
    }

    /** Of a node that is not started yet; at first it shows the right time. */
    static SettableClock of(Node node) throws IOException, InterruptedException {
        Tool.require("gcc", "gcc");
        Path folder = Files.createDirectories(node.home());
        Path library = folder.resolve("clock.so");
        Tool.run("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", library.toString(),
                "src/test/c/clock.c", "-ldl").orFail();
        SettableClock clock = new SettableClock(folder.resolve("clock"));
        clock.set(Duration.ZERO);
        node.with("LD_PRELOAD", library.toString()).with("SHENG_TEST_CLOCK", clock.file.toString());
        return clock;
    }

    /** So far ahead of the right time, in seconds, from this moment on. */
    void set(Duration ahead) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds()).flip();
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            out.write(seconds, 0); // in place: it is mapped
        }
    }
}
