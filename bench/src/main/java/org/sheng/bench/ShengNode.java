package org.sheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Sheng node of the built distribution with a home and ports of its own, steered by the script {@code sheng}. */
final class ShengNode implements MailSystem {

    private static final int SMTP = 2525;
    private static final int IMAP = 2143;
    private static final List<Integer> DEFAULT_PORTS =
            List.of(SMTP, 2587, 2465, 2424, 2110, 2995, IMAP, 2993, 8443, 8101, 9835);

    private final Path script;
    private final Path home;
    private final int offset;
    private boolean running;

    ShengNode(Path root, Path home) throws IOException {
        script = root.resolve("sheng");
        this.home = home;
        offset = freeOffset();
        if (!Files.isExecutable(script)) {
            throw new IOException("no script " + script + "; run the bench by ./sheng bench from the checkout");
        }
    }

    private static int freeOffset() throws IOException {
        for (int candidate = 10_000; candidate < 20_000; candidate += 100) {
            int shift = candidate;
            if (DEFAULT_PORTS.stream().allMatch(port -> Ports.isFree(port + shift))) {
                return candidate;
            }
        }
        throw new IOException("no free range of ports on 127.0.0.1");
    }

    @Override
    public String name() {
        return "Sheng";
    }

    @Override
    public Duration start() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Commands.run(script.toString(), "up", "--home", home.toString(),
                "--offset", Integer.toString(offset), "--detach");
        running = true;
        Greeting.await(ports().imap(), "* OK", Duration.ofSeconds(10), () -> true);
        Greeting.await(ports().smtp(), "220", Duration.ofSeconds(10), () -> true);
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Makes the domain and the users, with a file of users for the import. */
    void populate() throws IOException, InterruptedException {
        Path csv = home.resolveSibling("users.csv");
        StringBuilder users = new StringBuilder("address,password\n");
        for (int user = 0; user < Accounts.COUNT; user++) {
            users.append(Accounts.address(user)).append(',').append(Accounts.password(user)).append('\n');
        }
        Files.writeString(csv, users);
        command("sheng:domain-add " + Accounts.DOMAIN);
        command("sheng:user-import " + csv);
    }

    private void command(String line) throws IOException, InterruptedException {
        Commands.run(script.toString(), "do", "--home", home.toString(), line);
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        if (running) {
            Commands.run(script.toString(), "down", "--home", home.toString());
            running = false;
        }
    }

    /** A node runs for weeks: its code has been compiled for what it does most. */
    @Override
    public int warmUpOperations() {
        return 20_000;
    }

    @Override
    public Ports ports() {
        return new Ports(SMTP + offset, IMAP + offset);
    }

    @Override
    public List<Long> pids() {
        try {
            return List.of(Long.parseLong(Files.readString(home.resolve("node.pid")).strip()));
        } catch (IOException gone) {
            throw new java.io.UncheckedIOException("the node's process id cannot be read", gone);
        }
    }

    @Override
    public Inboxes inboxes(int users) throws IOException {
        return new ImapInboxes(ports().imap(), users);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        stop();
    }
}
