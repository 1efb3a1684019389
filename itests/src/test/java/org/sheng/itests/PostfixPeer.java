package org.sheng.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Postfix of Debian with configuration and spool of its own: keeps mail for one user of {@link #DOMAIN} in a
 * Maildir, offers STARTTLS, and hands all other mail to the port it was given.
 */
final class PostfixPeer implements AutoCloseable {

    static final String DOMAIN = "postfix.test";
    static final String USER = "peer@" + DOMAIN;
    private static final int MAIL_ID = 5025;

    private final Path home;
    private final int port;
    private final Process master;

    /** Listens on the port, relays to the other. */
    PostfixPeer(int port, int relayTo) throws IOException, InterruptedException {
        Tool.require("postfix", "postfix");
        Tool.require("openssl", "openssl");
        home = Files.createTempDirectory("sheng-postfix-");
        // Postfix's own users must be able to pass
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        this.port = port;
        configure(relayTo);
        Tool.run("/usr/sbin/postfix", "-c", conf().toString(), "check").orFail();
        // a session of its own: the master ends its process group when it is stopped
        master = new ProcessBuilder("setsid", "/usr/lib/postfix/sbin/master", "-c", conf().toString(), "-d")
                .redirectErrorStream(true).redirectOutput(home.resolve("master.out").toFile()).start();
        Await.until("Postfix greets", Duration.ofSeconds(30), () -> {
            try (LineClient client = new LineClient(port)) {
                return client.smtpReply().startsWith("220");
            }
        });
    }

    int port() {
        return port;
    }

    /** Gives it a message as a program on its machine would: into its queue, to be relayed. */
    void submit(String from, String to, String message) throws IOException, InterruptedException {
        Tool.feed(message, "/usr/sbin/sendmail", "-C", conf().toString(), "-f", from, to).orFail();
    }

    /** The messages that lie in the Maildir of {@link #USER}. */
    List<String> mail() throws IOException {
        Path maildir = home.resolve("mail/peer/new");
        List<String> messages = new ArrayList<>();
        if (Files.isDirectory(maildir)) {
            try (Stream<Path> files = Files.list(maildir)) {
                for (Path file : files.toList()) {
                    messages.add(Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        return messages;
    }

    String log() throws IOException {
        Path log = home.resolve("log/mail.log");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
    }

    private Path conf() {
        return home.resolve("conf");
    }

    private void configure(int relayTo) throws IOException, InterruptedException {
        for (String folder : List.of("conf", "spool", "log", "data", "mail")) {
            Files.createDirectories(home.resolve(folder));
        }
        Tool.run("chown", "postfix", home.resolve("data").toString()).orFail();
        Tool.run("chown", MAIL_ID + ":" + MAIL_ID, home.resolve("mail").toString()).orFail();
        Tool.run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
                "-subj", "/CN=mx.postfix.test",
                "-keyout", conf().resolve("key.pem").toString(),
                "-out", conf().resolve("cert.pem").toString()).orFail();
        Files.writeString(conf().resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                mail_owner = postfix
                setgid_group = postdrop
                myhostname = mx.postfix.test
                mydestination =
                alias_maps =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                smtp_host_lookup = native
                relayhost = [127.0.0.1]:%2$d
                smtp_tls_security_level = may
                smtpd_tls_security_level = may
                smtpd_tls_received_header = yes
                smtpd_tls_cert_file = %1$s/conf/cert.pem
                smtpd_tls_key_file = %1$s/conf/key.pem
                smtp_tls_loglevel = 1
                virtual_mailbox_domains = %3$s, direct.test
                virtual_mailbox_maps = inline:{ {%4$s = peer/}, {peer@direct.test = peer/} }
                virtual_mailbox_base = %1$s/mail
                virtual_minimum_uid = 1000
                virtual_uid_maps = static:%5$d
                virtual_gid_maps = static:%5$d
                maillog_file = %1$s/log/mail.log
                maillog_file_prefixes = %1$s/log
                """.formatted(home, relayTo, DOMAIN, USER, MAIL_ID));
        Files.writeString(conf().resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup    unix  n - n 1     1 pickup
                cleanup   unix  n - n -     0 cleanup
                qmgr      unix  n - n 300   1 qmgr
                tlsmgr    unix  - - n 1000? 1 tlsmgr
                rewrite   unix  - - n -     - trivial-rewrite
                bounce    unix  - - n -     0 bounce
                defer     unix  - - n -     0 bounce
                trace     unix  - - n -     0 bounce
                verify    unix  - - n -     1 verify
                flush     unix  n - n 1000? 0 flush
                proxymap  unix  - - n -     - proxymap
                smtp      unix  - - n -     - smtp
                relay     unix  - - n -     - smtp
                error     unix  - - n -     - error
                retry     unix  - - n -     - error
                virtual   unix  - n n -     - virtual
                local     unix  - n n -     - local
                anvil     unix  - - n -     1 anvil
                scache    unix  - - n -     1 scache
                postlog   unix-dgram n - n - 1 postlogd
                """.formatted(port));
    }

    @Override
    public void close() throws IOException, InterruptedException {
        List<ProcessHandle> below = master.descendants().toList();
        master.destroy();
        if (!master.waitFor(20, TimeUnit.SECONDS)) {
            master.destroyForcibly().waitFor();
        }
        below.stream().filter(ProcessHandle::isAlive)
                .forEach(child -> child.onExit().completeOnTimeout(child, 5, TimeUnit.SECONDS).join()
                        .destroyForcibly());
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
