package org.sheng.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The files of Postfix and Dovecot. Whatever is not here is as Debian ships it. */
final class PeerConfiguration {

    /** Owner of the Maildirs; needs no entry in the system's list of users. */
    private static final int MAIL_ID = 5025;

    private PeerConfiguration() {
    }

    static void write(Path home, Ports ports) throws IOException, InterruptedException {
        Path postfix = Files.createDirectories(home.resolve("postfix"));
        Files.createDirectories(home.resolve("spool"));
        Files.createDirectories(home.resolve("log"));
        Files.createDirectories(home.resolve("mail"));
        Files.createDirectories(home.resolve("postfix-data"));
        Commands.run("chown", "postfix", home.resolve("postfix-data").toString());
        Commands.run("chown", MAIL_ID + ":" + MAIL_ID, home.resolve("mail").toString());
        Files.writeString(postfix.resolve("main.cf"), mainCf(home));
        Files.writeString(postfix.resolve("master.cf"), masterCf(ports));
        Files.writeString(postfix.resolve("recipients"), recipients());
        Files.writeString(home.resolve("dovecot.conf"), dovecot(home, ports));
        Files.writeString(home.resolve("users"), users());
    }

    private static String mainCf(Path home) {
        return """
                compatibility_level = 3.6
                queue_directory = %1$s/spool
                data_directory = %1$s/postfix-data
                command_directory = /usr/sbin
                daemon_directory = /usr/lib/postfix/sbin
                mail_owner = postfix
                setgid_group = postdrop
                myhostname = peer.%2$s
                mydestination =
                alias_maps =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                virtual_mailbox_domains = %2$s
                virtual_mailbox_maps = hash:%1$s/postfix/recipients
                virtual_transport = lmtp:unix:%1$s/run/lmtp
                maillog_file = %1$s/log/mail.log
                maillog_file_prefixes = %1$s/log
                """.formatted(home, Accounts.DOMAIN);
    }

    /** The services of Debian's file that take part, without chroot. */
    private static String masterCf(Ports ports) {
        return """
                127.0.0.1:%d inet n - n - - smtpd
                pickup    unix  n - n 60    1 pickup
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
                proxywrite unix - - n -     1 proxymap
                smtp      unix  - - n -     - smtp
                relay     unix  - - n -     - smtp
                showq     unix  n - n -     - showq
                error     unix  - - n -     - error
                retry     unix  - - n -     - error
                discard   unix  - - n -     - discard
                local     unix  - n n -     - local
                virtual   unix  - n n -     - virtual
                lmtp      unix  - - n -     - lmtp
                anvil     unix  - - n -     1 anvil
                scache    unix  - - n -     1 scache
                postlog   unix-dgram n - n - 1 postlogd
                """.formatted(ports.smtp());
    }

    private static String recipients() {
        StringBuilder map = new StringBuilder();
        for (int user = 0; user < Accounts.COUNT; user++) {
            map.append(Accounts.address(user)).append(" ok\n");
        }
        return map.toString();
    }

    private static String dovecot(Path home, Ports ports) {
        return """
                base_dir = %1$s/run
                state_dir = %1$s/dovecot-state
                log_path = %1$s/log/dovecot.log
                protocols = imap lmtp
                listen = 127.0.0.1
                ssl = no
                mail_location = maildir:~
                # the default; a message is synced before it is acknowledged
                mail_fsync = optimized
                first_valid_uid = %3$d
                passdb {
                  driver = passwd-file
                  args = scheme=SHA512-CRYPT %1$s/users
                }
                userdb {
                  driver = static
                  args = uid=%3$d gid=%3$d home=%1$s/mail/%%u
                }
                service imap-login {
                  inet_listener imap {
                    port = %2$d
                  }
                  inet_listener imaps {
                    port = 0
                  }
                }
                service lmtp {
                  unix_listener lmtp {
                    mode = 0666
                  }
                }
                """.formatted(home, ports.imap(), MAIL_ID);
    }

    /** passwd-file with a hash of SHA-512-crypt, 5,000 rounds, and a salt for each user. */
    private static String users() throws IOException, InterruptedException {
        Iterator<String> hashes = hashes().iterator();
        StringBuilder users = new StringBuilder();
        for (int user = 0; user < Accounts.COUNT; user++) {
            users.append(Accounts.address(user)).append(':').append(hashes.next()).append(":::::\n");
        }
        return users.toString();
    }

    private static List<String> hashes() throws IOException, InterruptedException {
        Process openssl = new ProcessBuilder("openssl", "passwd", "-6", "-stdin").start();
        try (var in = openssl.getOutputStream()) {
            for (int user = 0; user < Accounts.COUNT; user++) {
                in.write((Accounts.password(user) + "\n").getBytes(StandardCharsets.US_ASCII));
            }
        }
        String out = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl passwd failed");
        }
        return out.lines().toList();
    }
}
