package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** mutt, sending in a batch and reading at a terminal of its own with keys that were typed ahead. */
class MuttTest {
    private static final String USER = "mutt@mutt.test";
    private static final String PASSWORD = "a-password-of-mutt";
    private static final Node NODE = SharedNode.get();

    @TempDir
    Path folder;

    @BeforeAll
    static void makeUser() throws IOException {
        Tool.require("mutt", "mutt");
        NODE.shell("sheng:domain-add mutt.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(folder.resolve("muttrc"), """
                set imap_user="%1$s" imap_pass="%2$s" smtp_pass="%2$s" from="%1$s" realname="Mutt"
                set folder="imap://127.0.0.1:%3$d/" spoolfile="imap://127.0.0.1:%3$d/INBOX" record="=Sent"
                set smtp_url="smtp://%1$s@127.0.0.1:%4$d/" smtp_authenticators="plain"
                set ssl_starttls=no ssl_force_tls=no
                set delete=yes quit=yes confirmcreate=no confirmappend=no copy=yes sleep_time=0 wait_key=no
                set header_cache="" message_cachedir="" sort=mailbox-order mark_old=no
                """.formatted(USER, PASSWORD, NODE.port(Node.IMAP), NODE.port(Node.SUBMISSION)));
    }

    @Test
    void sendsReadsFlagsAndDeletes() throws Exception {
        for (String subject : new String[] {"keep one", "gone", "keep two"}) {
            String settings = folder.resolve("muttrc").toString();
            Tool.feed("Hello from mutt.\n", "mutt", "-n", "-F", settings, "-s", subject, "--", USER).orFail();
        }
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            imap.imap("LOGIN %s %s".formatted(USER, PASSWORD));
            Await.until("the messages are in the inbox", Await.DELIVERY,
                    () -> imap.imap("STATUS INBOX (MESSAGES RECENT)").contains("MESSAGES 3 RECENT 3"));
            assertTrue(imap.imap("STATUS Sent (MESSAGES UNSEEN)").contains("MESSAGES 3 UNSEEN 0"));

            type("<tag-pattern>~s keep<enter><tag-prefix><flag-message><delete-pattern>~s gone<enter><quit>");
            assertTrue(imap.imap("STATUS INBOX (MESSAGES RECENT)").contains("MESSAGES 2 RECENT 0"));
            imap.imap("EXAMINE INBOX");
            assertEquals("* SEARCH 1 2", first(imap, "SEARCH FLAGGED"));
            assertEquals("* SEARCH", first(imap, "SEARCH SUBJECT gone"));

            type("<display-message><exit><tag-pattern>~F<enter><tag-prefix><copy-message>=Kept<enter><quit>");
            imap.imap("NOOP");
            assertEquals("* SEARCH 1", first(imap, "SEARCH SEEN"));
            assertTrue(imap.imap("STATUS Kept (MESSAGES)").contains("MESSAGES 2"));
        }
    }

    private static String first(LineClient imap, String command) throws IOException {
        return imap.imap(command).lines().findFirst().orElseThrow();
    }

    private void type(String keys) throws IOException {
        Path typed = folder.resolve("typed");
        Files.writeString(typed, "source %s\npush \"%s\"\n".formatted(folder.resolve("muttrc"), keys));
        ProcessBuilder mutt = new ProcessBuilder("script", "-qec", "mutt -n -F " + typed, "/dev/null");
        mutt.environment().put("TERM", "vt100");
        Ran.run(Await.DELIVERY, folder, mutt).succeeded();
    }
}
