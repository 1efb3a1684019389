package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SCRAM-SHA-256 (RFC 5802, RFC 7677) by a client written from the RFC, over each protocol that offers it. */
class ScramTest {

    private static final String USER = "scram@scram.test";
    private static final String PASSWORD = "a-password-of-scram";
    private static final Node NODE = SharedNode.get();

    @BeforeAll
    static void makeUser() {
        NODE.shell("sheng:domain-add scram.test");
        NODE.shell("sheng:user-add %s --password %s".formatted(USER, PASSWORD));
    }

    @Test
    void submissionAcceptsThePasswordAndProvesThatItKnowsIt() throws Exception {
        try (LineClient smtp = new LineClient(NODE.port(Node.SUBMISSION))) {
            smtp.smtpReply();
            smtp.smtp("EHLO client.test");
            Exchange exchange = new Exchange(PASSWORD);
            String challenge = smtp.smtp("AUTH SCRAM-SHA-256 " + exchange.first());
            String proof = smtp.smtp(exchange.proof(challenge.substring(4)));
            assertEquals(exchange.expectedSignature(), Exchange.decoded(proof.substring(4)));
            assertTrue(smtp.smtp("").startsWith("235"));
        }
    }

    @Test
    void imapAcceptsThePasswordAndRefusesAWrongOne() throws Exception {
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            Exchange exchange = new Exchange(PASSWORD);
            imap.send("a AUTHENTICATE SCRAM-SHA-256 " + exchange.first() + "\r\n");
            imap.send(exchange.proof(imap.line().substring(2)) + "\r\n");
            assertEquals(exchange.expectedSignature(), Exchange.decoded(imap.line().substring(2)));
            imap.send("\r\n");
            String last = imap.line();
            while (last.startsWith("* ")) {
                last = imap.line();
            }
            assertTrue(last.startsWith("a OK"), last);
        }
        try (LineClient imap = new LineClient(NODE.port(Node.IMAP))) {
            imap.line();
            Exchange exchange = new Exchange("wrong");
            imap.send("a AUTHENTICATE SCRAM-SHA-256 " + exchange.first() + "\r\n");
            imap.send(exchange.proof(imap.line().substring(2)) + "\r\n");
            String answer = imap.line();
            assertTrue(answer.startsWith("a NO"), answer);
        }
    }

    @Test
    void pop3AcceptsThePassword() throws Exception {
        try (LineClient pop3 = new LineClient(NODE.port(Node.POP3))) {
            pop3.line();
            Exchange exchange = new Exchange(PASSWORD);
            pop3.send("AUTH SCRAM-SHA-256 " + exchange.first() + "\r\n");
            pop3.send(exchange.proof(pop3.line().substring(2)) + "\r\n");
            assertEquals(exchange.expectedSignature(), Exchange.decoded(pop3.line().substring(2)));
            pop3.send("\r\n");
            assertTrue(pop3.line().startsWith("+OK"));
        }
    }

    /** The client's side; messages go in and out as base64. */
    private static final class Exchange {
        private static final String BARE = "n=%s,r=client-nonce-0815".formatted(USER);

        private final String password;
        private byte[] salted;
        private String signed;

        Exchange(String password) {
            this.password = password;
        }

        String first() {
            return encoded("n,," + BARE);
        }

        String proof(String challenge) throws Exception {
            String server = decoded(challenge);
            String nonce = field(server, "r=");
            byte[] salt = Base64.getDecoder().decode(field(server, "s="));
            int iterations = Integer.parseInt(field(server, "i="));
            // RFC 7677 §4: at least 4096
            assertTrue(nonce.startsWith("client-nonce-0815") && iterations >= 4096, server);
            salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256)).getEncoded();
            String withoutProof = "c=biws,r=" + nonce;
            signed = BARE + "," + server + "," + withoutProof;
            byte[] clientKey = hmac(salted, "Client Key");
            byte[] proof = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), signed);
            for (int i = 0; i < proof.length; i++) {
                proof[i] ^= clientKey[i];
            }
            return encoded(withoutProof + ",p=" + Base64.getEncoder().encodeToString(proof));
        }

        String expectedSignature() throws Exception {
            return "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), signed));
        }

        static String decoded(String text) {
            return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
        }

        private static String encoded(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        private static String field(String message, String name) {
            for (String part : message.split(",")) {
                if (part.startsWith(name)) {
                    return part.substring(name.length());
                }
            }
            throw new AssertionError(message + " lacks " + name);
        }

        private static byte[] hmac(byte[] key, String text) throws Exception {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
