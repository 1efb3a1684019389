package org.sheng.itests;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command that was run to its end. */
record Ran(List<String> command, int exit, String out, String err) {

    /** @throws AssertionError when it does not end within the limit; it is then ended by force */
    static Ran run(Duration limit, Path directory, ProcessBuilder builder) {
        try {
            Process process = builder.directory(directory.toFile()).redirectInput(new File("/dev/null")).start();
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError(builder.command() + " did not end within " + limit);
            }
            return new Ran(builder.command(), process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while running " + builder.command(), e);
        }
    }

    static Ran run(Duration limit, Path directory, String... command) {
        return run(limit, directory, new ProcessBuilder(command));
    }

    /** Reads on a thread of its own, so that neither stream can fill up and stop the command. */
    private static CompletableFuture<String> read(InputStream stream) {
        CompletableFuture<String> text = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try (stream) {
                text.complete(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        }, "output of a command");
        reader.setDaemon(true);
        reader.start();
        return text;
    }

    /** @throws AssertionError with all it printed, when it failed */
    Ran succeeded() {
        if (exit != 0) {
            throw new AssertionError(this);
        }
        return this;
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nexit code " + exit + "\n" + out + err;
    }
}
