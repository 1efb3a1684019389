package org.sheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Postfix and Dovecot of Debian, with configuration, spool and Maildirs under a directory of their own. Postfix takes
 * SMTP and delivers by LMTP over a Unix socket to Dovecot, which keeps Maildirs. The system's own instances are not
 * touched. Needs root, as Postfix and Dovecot change users.
 */
final class PostfixDovecot implements MailSystem {

    private static final int LEAST_OPERATIONS = 200;
    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final Path home;
    private final Ports ports;
    private Process postfix;
    private Process dovecot;

    PostfixDovecot(Path home) throws IOException, InterruptedException {
        this.home = home;
        requirePackages();
        ports = new Ports(Ports.free(), Ports.free());
        PeerConfiguration.write(home, ports);
        Commands.run("postmap", "-c", home.resolve("postfix").toString(), "hash:" + home.resolve("postfix/recipients"));
        Commands.run("/usr/sbin/postfix", "-c", home.resolve("postfix").toString(), "check");
    }

    private static void requirePackages() throws IOException {
        List<String> missing = new ArrayList<>();
        require("/usr/sbin/postfix", "postfix", missing);
        require("/usr/sbin/dovecot", "dovecot-core", missing);
        require("/usr/lib/dovecot/imap", "dovecot-imapd", missing);
        require("/usr/lib/dovecot/lmtp", "dovecot-lmtpd", missing);
        require("/usr/bin/openssl", "openssl", missing);
        if (!missing.isEmpty()) {
            throw new IOException("not installed: " + String.join(" ", missing)
                    + "; on Debian: apt-get install --no-install-recommends " + String.join(" ", missing));
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new IOException("Postfix and Dovecot can only be started by root; run ./sheng bench as root, "
                    + "or with --sheng-only to measure without the comparison");
        }
    }

    private static void require(String program, String debianPackage, List<String> missing) {
        if (!Files.isExecutable(Path.of(program))) {
            missing.add(debianPackage);
        }
    }

    @Override
    public String name() {
        return "Postfix + Dovecot";
    }

    @Override
    public Duration start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        dovecot = launch("dovecot", "/usr/sbin/dovecot", "-F", "-c", home.resolve("dovecot.conf").toString());
        // a session of its own: the master ends its process group when it is stopped
        postfix = launch("postfix", "setsid", "/usr/lib/postfix/sbin/master",
                "-c", home.resolve("postfix").toString(), "-d");
        Greeting.await(ports.imap(), "* OK", READY_LIMIT, dovecot::isAlive);
        Greeting.await(ports.smtp(), "220", READY_LIMIT, postfix::isAlive);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private Process launch(String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve(name + ".out").toFile()))
                .start();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        Commands.end(postfix);
        Commands.end(dovecot);
    }

    @Override
    public int warmUpOperations() {
        return LEAST_OPERATIONS;
    }

    @Override
    public Ports ports() {
        return ports;
    }

    @Override
    public List<Long> pids() {
        return List.of(postfix.pid(), dovecot.pid());
    }

    /** By counting files: a message is in the Maildir when it has been renamed into {@code new}. */
    @Override
    public Inboxes inboxes(int users) {
        return new Inboxes() {
            @Override
            public int messages(int user) throws IOException {
                Path maildir = home.resolve("mail").resolve(Accounts.address(user));
                return files(maildir.resolve("new")) + files(maildir.resolve("cur"));
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    private static int files(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> list = Files.list(directory)) {
            return (int) list.count();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
    }
}
