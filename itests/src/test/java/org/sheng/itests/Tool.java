package org.sheng.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system that the tests use as clients and peers. */
final class Tool {

    private static final int LIMIT_SECONDS = 60;

    private Tool() {
    }

    /** What it answered; standard error comes with standard output. */
    record Result(int exitCode, String output) {
        String orFail() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + ": " + output);
            }
            return output;
        }
    }

    static Result run(String... command) throws IOException, InterruptedException {
        return feed("", command);
    }

    /** Runs it with the text on its standard input. */
    static Result feed(String input, String... command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("sheng-tool-", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException endedBeforeItRead) {
                // its exit code and output tell why
            }
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError(List.of(command) + " did not end; it said: " + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.delete(output);
        }
    }

    /** Fails with the name of the Debian package when the program is missing. */
    static void require(String program, String debianPackage) {
        for (String folder : List.of("/usr/bin", "/usr/sbin", "/usr/lib/postfix/sbin")) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return;
            }
        }
        throw new AssertionError(program + " is missing: apt-get install " + debianPackage);
    }
}
