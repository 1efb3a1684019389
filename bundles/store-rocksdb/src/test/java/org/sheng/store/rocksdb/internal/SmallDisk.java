package org.sheng.store.rocksdb.internal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A file system of its own in memory, small enough to be filled. Needs the right to mount. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, with the reason, where nothing can be mounted. */
    static SmallDisk mount(Path folder, String options) throws IOException, InterruptedException {
        String failure = run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()));
        assumeTrue(failure.isEmpty(), "a file system cannot be mounted here (" + failure
                + "); run as root to test a full disk");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void remount(String options) throws IOException, InterruptedException {
        check(run(List.of("mount", "-o", "remount," + options, folder.toString())));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        check(run(List.of("umount", folder.toString())));
    }

    private static void check(String failure) throws IOException {
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    /** Empty when it succeeded, else what it said. */
    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return "there is no command " + command.get(0);
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return command + " did not end";
        }
        return process.exitValue() == 0 ? "" : said + " (exit code " + process.exitValue() + ")";
    }
}
