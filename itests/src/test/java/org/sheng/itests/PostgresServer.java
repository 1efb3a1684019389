package org.sheng.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL from Debian's package, with files and a loopback port of its own, run by an unprivileged user. */
final class PostgresServer implements AutoCloseable {

    static final String USER = "sheng";
    static final String PASSWORD = "a-password-of-the-database";
    private static final String RUNS_AS = "postgres";

    private final Path programs;
    private final Path folder;
    private final int port;

    private PostgresServer(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Makes it and starts it. */
    static PostgresServer started() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("sheng-postgres-");
        PostgresServer server = new PostgresServer(programs(), folder, freePort());
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (isRoot()) {
            Tool.run("chown", "-R", RUNS_AS, folder.toString()).orFail();
        }
        server.run("initdb", "-D", server.data(), "-U", USER, "--pwfile=" + password, "-A", "scram-sha-256", "-E",
                "UTF8", "--locale=C",
                "--no-sync");
        server.start();
        return server;
    }

    void start() throws IOException, InterruptedException {
        run("pg_ctl", "start", "-w", "-t", "60", "-D", data(), "-l", folder.resolve("log").toString(), "-o",
                "-c listen_addresses=127.0.0.1 -c port=%d -c unix_socket_directories=%s".formatted(port, folder));
    }

    /** Cuts connections. */
    void stop() throws IOException, InterruptedException {
        run("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", data());
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port);
    }

    /** Where the tests have the driver from Maven Central. */
    static Path driver() {
        try {
            return Path.of(org.postgresql.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", RUNS_AS, "--"));
        }
        command.addAll(List.of("env", "--chdir=" + folder, programs.resolve(program).toString()));
        command.addAll(List.of(arguments));
        Tool.run(command.toArray(String[]::new)).orFail();
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path programs() throws IOException {
        Path versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> found = Files.list(versions)) {
                return found.map(version -> version.resolve("bin"))
                        .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                        .max(Comparator.naturalOrder()).orElseThrow(PostgresServer::missing);
            }
        }
        throw missing();
    }

    private static AssertionError missing() {
        return new AssertionError("PostgreSQL is missing: apt-get install postgresql");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            stop();
        }
        Tool.run("rm", "-rf", folder.toString()).orFail();
    }
}
