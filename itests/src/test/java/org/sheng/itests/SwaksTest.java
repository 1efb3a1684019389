package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** swaks against SMTP, submission and LMTP. */
class SwaksTest {

    private static final String USER = "swaks@swaks.test";
    private static final String OTHER = "other@swaks.test";
    private static final String PASSWORD = "a-password-of-swaks";
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUsers() throws Exception {
        Tool.require("swaks", "swaks");
        NODE.shell("sheng:domain-add swaks.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
        NODE.shell("sheng:user-add %s --password %s".formatted(OTHER, PASSWORD));
    }

    @Test
    void mailFromOutsideIsTakenWithAndWithoutTls() throws Exception {
        int before = messages(USER);
        swaks(NODE.port(Node.SMTP), USER).orFail();
        Tool.Result secured = swaks(NODE.port(Node.SMTP), USER, "--tls");
        assertTrue(secured.orFail().contains("TLS started"), secured.output());
        Await.until("both are in the inbox", Await.DELIVERY, () -> messages(USER) == before + 2);
    }

    @Test
    void submissionTakesEachMechanismThatSwaksKnows() throws Exception {
        for (String mechanism : new String[] {"PLAIN", "LOGIN"}) {
            swaks(NODE.port(Node.SUBMISSION), USER, "--tls", "--from", USER, "--auth", mechanism,
                    "--auth-user", USER, "--auth-password", PASSWORD).orFail();
        }
    }

    @Test
    void lmtpTakesAMessage() throws Exception {
        int before = messages(OTHER);
        Tool.Result result = swaks(NODE.port(Node.LMTP), OTHER, "--protocol", "LMTP");
        assertTrue(result.orFail().contains("LHLO"), result.output());
        Await.until("it is in the inbox", Await.DELIVERY, () -> messages(OTHER) == before + 1);
    }

    @Test
    void lmtpAnswersForEachRecipient() throws Exception {
        try (LineClient lmtp = new LineClient(NODE.port(Node.LMTP))) {
            lmtp.smtpReply();
            lmtp.smtp("LHLO client.test");
            lmtp.smtp("MAIL FROM:<a@elsewhere.test>");
            assertTrue(lmtp.smtp("RCPT TO:<%s>".formatted(USER)).startsWith("250"));
            assertTrue(lmtp.smtp("RCPT TO:<nobody@swaks.test>").startsWith("550"));
            assertTrue(lmtp.smtp("RCPT TO:<%s>".formatted(OTHER)).startsWith("250"));
            assertTrue(lmtp.smtp("DATA").startsWith("354"));
            // RFC 2033 §4.2: one reply for each accepted recipient
            assertTrue(lmtp.smtp("Subject: two\r\n\r\ntext\r\n.").startsWith("250"));
            assertTrue(lmtp.smtpReply().startsWith("250"));
            assertTrue(lmtp.smtp("NOOP").startsWith("250"));
        }
    }

    @Test
    void strangersCannotRelay() throws Exception {
        Tool.Result result = swaks(NODE.port(Node.SMTP), "someone@far-away.test");
        assertNotEquals(0, result.exitCode());
        assertTrue(result.output().matches("(?s).*<\\*\\* 55[0-9] .*"), result.output());
    }

    @Test
    void anUnknownUserIsRefusedAtRcpt() throws Exception {
        Tool.Result result = swaks(NODE.port(Node.SMTP), "nobody@swaks.test");
        assertEquals(24, result.exitCode(), "swaks: no valid recipients\n" + result.output());
    }

    private static Tool.Result swaks(int port, String to, String... more) throws Exception {
        String[] common = {"swaks", "--server", "127.0.0.1", "--port", Integer.toString(port), "--to", to,
            "--helo", "client.test", "--timeout", "20s"};
        String[] all = java.util.Arrays.copyOf(common, common.length + more.length + 2);
        all[common.length] = "--header";
        all[common.length + 1] = "Subject: by swaks";
        System.arraycopy(more, 0, all, common.length + 2, more.length);
        if (!java.util.List.of(more).contains("--from")) {
            all = java.util.Arrays.copyOf(all, all.length + 2);
            all[all.length - 2] = "--from";
            all[all.length - 1] = "sender@elsewhere.test";
        }
        return Tool.run(all);
    }

    private static int messages(String user) throws Exception {
        return ImapReader.count(NODE, user, PASSWORD);
    }
}
