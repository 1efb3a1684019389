package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** isync keeps a Maildir and a mailbox the same: messages, flags and deletions, both ways. */
class MbsyncTest {
    private static final String USER = "mbsync@mbsync.test";
    private static final String PASSWORD = "a-password-of-mbsync";
    private static final int MESSAGES = 200;
    private static final Node NODE = SharedNode.get();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeUser() throws IOException {
        Tool.require("mbsync", "isync");
        NODE.shell("sheng:domain-add mbsync.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @Test
    void maildirAndMailboxStayTheSameBothWays() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.imap("LOGIN %s %s".formatted(USER, PASSWORD));
            for (int i = 1; i <= MESSAGES; i++) {
                append(imap, message("far", i));
            }
            imap.imap("CREATE Empty");

            sync();
            assertEquals(MESSAGES, local(name -> true).size());
            assertEquals(MESSAGES, local(name -> name.contains("/new/")).size(), "what was \\Recent is new");
            assertTrue(Files.isDirectory(folder.resolve("mail/Empty/cur")));

            local(name -> uid(name) <= 20).forEach(message -> mark(message, "S"));
            local(name -> uid(name) > 20 && uid(name) <= 30).forEach(message -> mark(message, "T"));
            for (int i = 1; i <= 5; i++) {
                Files.writeString(folder.resolve("mail/INBOX/new/made-here-%d".formatted(i)),
                        message("near", i).replace("\r", ""));
            }
            imap.imap("SELECT INBOX");
            ok(imap, "UID STORE 101:110 +FLAGS.SILENT (\\Flagged)");
            ok(imap, "UID STORE 111:125 +FLAGS.SILENT (\\Deleted)");
            ok(imap, "EXPUNGE");

            sync();
            int left = MESSAGES - 10 - 15 + 5;
            assertEquals(left, local(name -> true).size());
            assertEquals(20, local(name -> name.matches(".*:2,.*S.*")).size());
            assertEquals(10, local(name -> name.matches(".*:2,.*F.*")).size());
            assertEquals(left, found(imap, "ALL"));
            assertEquals(20, found(imap, "SEEN"));
            assertEquals(10, found(imap, "FLAGGED"));
            assertEquals(5, found(imap, "SUBJECT near"));
            assertEquals(0, found(imap, "DELETED"));

            sync();
            assertEquals(left, local(name -> true).size(), "nothing is left to do");
            assertEquals(left, found(imap, "ALL"));
            Ran verbose = run("--verbose");
            assertTrue(verbose.out().contains("far side: %d messages".formatted(left)), verbose::toString);
        }
    }

    private static String message(String where, int number) {
        return "From: a@b.example\r\nSubject: %s %d\r\nMessage-ID: <%1$s.%2$d@b.example>\r\n\r\n%s\r\n".formatted(where,
                number, "A line of message %d.\r\n".formatted(number).repeat(number));
    }

    private static void append(LineClient imap, String message) throws IOException {
        ok(imap, "APPEND INBOX {%d+}\r\n%s".formatted(message.length(), message));
    }

    private static void ok(LineClient imap, String command) throws IOException {
        String answer = imap.imap(command);
        assertTrue(answer.substring(answer.lastIndexOf('\n') + 1).startsWith("t OK "), answer);
    }

    private static int found(LineClient imap, String keys) throws IOException {
        imap.imap("NOOP");
        String line = imap.imap("SEARCH " + keys).lines().findFirst().orElseThrow();
        return line.split(" ").length - 2;
    }

    private void sync() throws IOException {
        run().succeeded();
    }

    private Ran run(String... options) throws IOException {
        Files.createDirectories(folder.resolve("mail"));
        Path settings = folder.resolve("mbsyncrc");
        Files.writeString(settings, """
                IMAPAccount node
                Host 127.0.0.1
                Port %1$d
                User %2$s
                Pass %3$s
                SSLType None
                AuthMechs LOGIN

                IMAPStore far
                Account node

                MaildirStore near
                Path %4$s/
                Inbox %4$s/INBOX
                SubFolders Verbatim

                Channel all
                Far :far:
                Near :near:
                Patterns *
                Create Near
                Expunge Both
                SyncState *
                """.formatted(NODE.port(Node.IMAP), USER, PASSWORD, folder.resolve("mail")));
        String[] command = Stream.concat(Stream.of("mbsync", "-c", settings.toString(), "-a"), Stream.of(options))
                .toArray(String[]::new);
        return Ran.run(Await.DELIVERY, folder, command);
    }

    private List<Path> local(Predicate<String> which) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("mail/INBOX"))) {
            return files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith("."))
                    .filter(file -> which.test(file.toString())).toList();
        }
    }

    /** Which mbsync writes into the name of the file. */
    private static int uid(String name) {
        return Integer.parseInt(name.replaceFirst(".*,U=(\\d+).*", "$1"));
    }

    /** As a mail reader does: with the flag, among those that are not new any more. */
    private void mark(Path message, String flag) {
        String name = message.getFileName().toString().replaceFirst(":2,.*", "") + ":2," + flag;
        try {
            Files.move(message, folder.resolve("mail/INBOX/cur").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
