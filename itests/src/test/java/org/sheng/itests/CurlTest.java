package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** curl against every service, plain, with STARTTLS and with TLS from the start. */
class CurlTest {

    private static final String USER = "curl@curl.test";
    private static final String PASSWORD = "a-password-of-curl";
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUserWithAMessage() throws Exception {
        Tool.require("curl", "curl");
        NODE.shell("sheng:domain-add curl.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
        send("smtp://127.0.0.1:" + NODE.port(Node.SUBMISSION), "--user", USER + ":" + PASSWORD).orFail();
        Await.until("the message is in the inbox", Await.DELIVERY,
                () -> curl("imap://127.0.0.1:" + NODE.port(Node.IMAP) + "/INBOX;UID=1").exitCode() == 0);
    }

    @Test
    void readsOverImapInAllThreeWays() throws Exception {
        assertTrue(curl("imap://127.0.0.1:%d/INBOX;UID=1".formatted(NODE.port(Node.IMAP)))
                .orFail().contains("Hello curl."));
        assertTrue(curl("imap://127.0.0.1:%d/INBOX;UID=1".formatted(NODE.port(Node.IMAP)), "--ssl-reqd")
                .orFail().contains("Hello curl."));
        assertTrue(curl("imaps://127.0.0.1:%d/INBOX;UID=1".formatted(NODE.port(Node.IMAPS)))
                .orFail().contains("Hello curl."));
    }

    @Test
    void listsMailboxesAndSections() throws Exception {
        assertTrue(curl("imap://127.0.0.1:%d/".formatted(NODE.port(Node.IMAP))).orFail().contains("INBOX"));
        String subject = curl("imap://127.0.0.1:%d/INBOX;UID=1;SECTION=HEADER.FIELDS%%20(Subject)".formatted(
                NODE.port(Node.IMAP)))
                .orFail();
        assertEquals("Subject: by curl", subject.strip());
        assertTrue(curl("imap://127.0.0.1:%d/INBOX?SUBJECT%%20curl".formatted(NODE.port(Node.IMAP)))
                .orFail().contains("1"));
    }

    @Test
    void readsOverPop3InAllThreeWays() throws Exception {
        assertTrue(curl("pop3://127.0.0.1:%d/1".formatted(NODE.port(Node.POP3))).orFail().contains("Hello curl."));
        assertTrue(curl("pop3://127.0.0.1:%d/1".formatted(NODE.port(Node.POP3)), "--ssl-reqd")
                .orFail().contains("Hello curl."));
        assertTrue(curl("pop3s://127.0.0.1:%d/1".formatted(NODE.port(Node.POP3S))).orFail().contains("Hello curl."));
    }

    @Test
    void submitsWithTlsFromTheStartAndWithEachMechanism() throws Exception {
        send("smtps://127.0.0.1:" + NODE.port(Node.SUBMISSIONS), "--user", USER + ":" + PASSWORD).orFail();
        for (String mechanism : new String[] {"PLAIN", "LOGIN"}) {
            send("smtp://127.0.0.1:" + NODE.port(Node.SUBMISSION), "--ssl-reqd", "--user", USER + ":" + PASSWORD,
                    "--login-options", "AUTH=" + mechanism).orFail();
        }
    }

    @Test
    void submissionWithoutAPasswordIsRefused() throws Exception {
        assertNotEquals(0, send("smtp://127.0.0.1:" + NODE.port(Node.SUBMISSION)).exitCode());
    }

    private static Tool.Result curl(String url, String... more) throws Exception {
        String[] common = {"curl", "-sS", "--insecure", "--max-time", "20", "--user", USER + ":" + PASSWORD,
            "--url", url};
        return Tool.run(append(common, more));
    }

    private static Tool.Result send(String url, String... more) throws Exception {
        String[] common = {"curl", "-sS", "--insecure", "--max-time", "20", "--mail-from", USER, "--mail-rcpt", USER,
            "--upload-file", "-", "--url", url};
        return Tool.feed("From: %1$s\r\nTo: %1$s\r\nSubject: by curl\r\n\r\nHello curl.\r\n".formatted(USER),
                append(common, more));
    }

    private static String[] append(String[] common, String... more) {
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }
}
