package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Messages that can be told apart; each is sent exactly once, its whole text follows from its mark. */
final class MarkedMail {

    static final String DOMAIN = "kill.test";
    static final String PASSWORD = "a-password-of-the-killed";
    static final int USERS = 5;
    private static final Duration ALL_DELIVERED = Duration.ofSeconds(60);
    private static final String FIELD = "X-Mark: ";

    private final AtomicInteger next = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    static String address(int user) {
        return "user%d@%s".formatted(user, DOMAIN);
    }

    /** Mark and recipient of each message that was answered with 250 or OK. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    static String mark(String message) {
        int from = message.indexOf(FIELD) + FIELD.length();
        return message.substring(from, message.indexOf('\r', from));
    }

    /** Some short, some long, some longer than a chunk of the store. */
    String sent(String mark) {
        int number = Integer.parseInt(mark);
        Random random = new Random(number);
        int lines = number % 50 == 0 ? 40_000 : random.nextInt(1, 400);
        StringBuilder message = new StringBuilder("From: <killer@elsewhere.test>\r\n" + FIELD + mark + "\r\n\r\n");
        for (int i = 0; i < lines; i++) {
            message.append(Long.toHexString(random.nextLong())).append(" reed and pipe\r\n");
        }
        return message.toString();
    }

    /** One message after another on one connection, each to one or two users, until the connection breaks. */
    void sendUntilCut(int port) {
        sendUntilCut(port, new AtomicBoolean());
    }

    /** The same, or until it is enough. */
    void sendUntilCut(int port, AtomicBoolean enough) {
        try (LineClient smtp = new LineClient(port)) {
            smtp.smtpReply();
            smtp.smtp("EHLO load.test");
            while (!enough.get()) {
                int number = next.getAndIncrement();
                int first = number % USERS;
                int second = number % 7 == 0 ? (number + 1) % USERS : first;
                smtp.smtp("MAIL FROM:<killer@elsewhere.test>");
                smtp.smtp("RCPT TO:<%s>".formatted(address(first)));
                if (second != first) {
                    smtp.smtp("RCPT TO:<%s>".formatted(address(second)));
                }
                smtp.smtp("DATA");
                smtp.send(sent(Integer.toString(number)));
                if (smtp.smtp(".").startsWith("250")) {
                    acknowledged.add(number + " of " + address(first));
                    acknowledged.add(number + " of " + address(second));
                }
            }
        } catch (IOException cut) {
            // the node was killed; what was not acknowledged may or may not be there, and only once
        }
    }

    void appendUntilCut(int port) {
        try (LineClient imap = new LineClient(port)) {
            imap.line();
            int user = next.get() % USERS;
            imap.imap("LOGIN %s %s".formatted(address(user), PASSWORD));
            while (true) {
                int number = next.getAndIncrement();
                String message = sent(Integer.toString(number));
                imap.send("t APPEND INBOX {%d+}\r\n%s\r\n".formatted(message.length(), message));
                String line = imap.line();
                while (line.startsWith("* ")) {
                    line = imap.line();
                }
                if (line.startsWith("t OK")) {
                    acknowledged.add(number + " of " + address(user));
                }
            }
        } catch (IOException cut) {
            // as above
        }
    }

    /**
     * Waits until every acknowledged message is in its inbox, whole, and fails when one is there twice; answers how
     * many are there.
     */
    int awaitEachOnceAndWhole(Node node) {
        Map<String, Integer> found = new HashMap<>();
        Await.until("every acknowledged message is in its inbox", ALL_DELIVERED, () -> {
            found.clear();
            for (int user = 0; user < USERS; user++) {
                try (ImapReader reader = new ImapReader(node, address(user), PASSWORD)) {
                    for (String message : reader.messages()) {
                        String mark = mark(message);
                        assertTrue(message.endsWith(sent(mark)), "message " + mark + " is not as it was sent");
                        found.merge(mark + " of " + address(user), 1, Integer::sum);
                    }
                }
            }
            return found.keySet().containsAll(acknowledged);
        });
        found.forEach((mark, count) -> assertEquals(1, count, "message " + mark + " was delivered more than once"));
        return found.size();
    }
}
