package org.sheng.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A real node in a home of its own, with ports of its own, started by the real script from the distribution that this build made.
 * Closing it ends its process, by id, whatever state it is in. Its home stays under {@code target/nodes} when it is not deleted.
 */
final class Node implements AutoCloseable {

    static final int SMTP = 2525;
    static final int SUBMISSION = 2587;
    static final int SUBMISSIONS = 2465;
    static final int LMTP = 2424;
    static final int POP3 = 2110;
    static final int POP3S = 2995;
    static final int IMAP = 2143;
    static final int IMAPS = 2993;
    static final int HTTPS = 8443;
    static final int SSH = 8101;

    static final Path ROOT = Path.of(System.getProperty("sheng.root", "..")).toAbsolutePath().normalize();

    private static final List<Integer> PORTS =
            List.of(SMTP, SUBMISSION, SUBMISSIONS, LMTP, POP3, POP3S, IMAP, IMAPS, HTTPS, SSH);
    private static final String DISTRIBUTION = System.getProperty("sheng.dist");
    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(2);

    private final Path home;
    private final int offset;
    private final Map<String, String> environment = new HashMap<>();

    private Node(Path home, int offset) {
        this.home = home;
        this.offset = offset;
    }

    /** A node that is not started yet, so that its {@code etc} can be written first. */
    static Node named(String name) {
        Path home = homeOf(name);
        delete(home);
        return new Node(home, freeOffset());
    }

    static Path homeOf(String name) {
        return Path.of("target", "nodes", name).toAbsolutePath();
    }

    /** Starts it and waits until it is ready. */
    static Node started(String name) {
        Node node = named(name);
        node.up();
        return node;
    }

    /** An environment variable of the script and the node that it starts, from the next start on. */
    Node with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path home() {
        return home;
    }

    int offset() {
        return offset;
    }

    /** The port of this node for a default port. */
    int port(int standard) {
        return standard + offset;
    }

    /** @throws AssertionError with what the script said, when the node does not become ready */
    Ran up() {
        return script("up", "--offset", Integer.toString(offset), "--detach").succeeded();
    }

    void down() {
        script("down").succeeded();
    }

    void restart() {
        down();
        up();
    }

    /** Runs {@code ./sheng command --home HOME arguments...}. */
    Ran script(String command, String... arguments) {
        return script(home.getParent(), command, arguments);
    }

    /** The same with another working directory. */
    Ran script(Path directory, String command, String... arguments) {
        return Ran.run(command.equals("up") ? START_LIMIT : COMMAND_LIMIT, directory, builder(command, arguments));
    }

    /** Starts it in the foreground, as from a terminal, of a process that the caller ends. */
    Process inForeground() throws IOException {
        ProcessBuilder builder = builder("up", "--offset", Integer.toString(offset));
        // a run of the tests in the background has Ctrl-C ignored, and a shell cannot undo that
        builder.command().addAll(0, List.of("env", "--default-signal=INT"));
        return builder.redirectErrorStream(true).directory(home.getParent().toFile()).start();
    }

    private ProcessBuilder builder(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(ROOT.resolve("sheng").toString(), command, "--home", home.toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line);
        if (command.equals("up")) {
            builder.environment().putAll(environment);
        }
        if (DISTRIBUTION != null) {
            builder.environment().put("SHENG_DIST", DISTRIBUTION);
        }
        try {
            Files.createDirectories(home.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return builder;
    }

    /** Runs a shell command in the node, whether it succeeds or not. */
    Ran run(String command) {
        return script("do", command);
    }

    /** Runs a shell command that must succeed, and returns what it printed. */
    String shell(String command) {
        return run(command).succeeded().out();
    }

    /** Waits until everything in it works, as the start does; fails with what is missing. */
    void awaitReady(Duration limit) {
        await(() -> "the node is ready: " + script("status"), limit, () -> script("status").out().lines().anyMatch("ready"::equals));
    }

    /** The process id of its JVM. */
    long pid() {
        try {
            return Long.parseLong(Files.readString(home.resolve("node.pid")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("the node has no process", e);
        }
    }

    boolean runs() {
        return process().map(ProcessHandle::isAlive).orElse(false);
    }

    /** Ends it as {@code kill -9} does and waits until it is gone. */
    void kill() {
        process().ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }

    /** Its log so far. */
    String log() {
        try {
            return Files.readString(home.resolve("data/log/node.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection to one of its default ports. */
    Socket connect(int standard) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port(standard)), 5_000);
        socket.setSoTimeout(30_000);
        return socket;
    }

    /** Waits for a condition; fails with what was waited for when it does not come true within the limit. */
    static void await(String what, Duration limit, BooleanSupplier condition) {
        await(() -> what, limit, condition);
    }

    /** The same; what was waited for is asked when it did not come. */
    static void await(Supplier<String> what, Duration limit, BooleanSupplier condition) {
        Instant end = Instant.now().plus(limit);
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("within " + limit + " not so: " + what.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private Optional<ProcessHandle> process() {
        return Files.exists(home.resolve("node.pid")) ? ProcessHandle.of(pid()) : Optional.empty();
    }

    @Override
    public void close() {
        if (!runs()) {
            return;
        }
        ProcessHandle process = process().orElseThrow();
        process.destroy();
        if (!endedWithin(process, 20)) {
            process.destroyForcibly();
            endedWithin(process, 10);
        }
    }

    private static boolean endedWithin(ProcessHandle process, int seconds) {
        try {
            process.onExit().get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Below the ports that the kernel hands out by itself (from 32768 on), so that none is taken between looking and starting. */
    private static int freeOffset() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int offset = RandomGenerator.getDefault().nextInt(100, 2_200) * 10;
            if (PORTS.stream().allMatch(port -> isFree(port + offset))) {
                return offset;
            }
        }
        throw new AssertionError("no free ports for a node");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
