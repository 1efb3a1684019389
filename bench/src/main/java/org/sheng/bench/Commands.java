package org.sheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the system. */
final class Commands {

    private Commands() {
    }

    /** Runs it to its end and answers its output; fails with that output when it fails. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", List.of(command)) + " failed: " + output.strip());
        }
        return output;
    }

    /** Ends a process by SIGTERM, after 20 s by SIGKILL, together with what it started. */
    static void end(Process process) throws InterruptedException {
        if (process == null) {
            return;
        }
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        for (ProcessHandle child : below) {
            if (child.isAlive()) {
                child.onExit().completeOnTimeout(child, 5, TimeUnit.SECONDS).join();
                child.destroyForcibly();
            }
        }
    }
}
