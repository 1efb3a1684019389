package org.sheng.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A node of its own is killed again and again while it takes mail; nothing that got 250 is lost, halved or doubled. */
class KillTest {

    private static final int KILLS = 4;
    private static final int SENDERS = 12;
    private static final int APPENDERS = 2;
    private static final Duration ALL_DELIVERED = Duration.ofSeconds(60);

    private final Random random = new Random();

    @Test
    void whatGot250IsThereOnceAndWholeAfterEveryKill() throws Exception {
        try (Node node = Node.started("kill")) {
            node.shell("sheng:domain-add " + MarkedMail.DOMAIN);
            for (int user = 0; user < MarkedMail.USERS; user++) {
                node.shell("sheng:user-add %s --password %s".formatted(MarkedMail.address(user), MarkedMail.PASSWORD));
            }
            MarkedMail mail = new MarkedMail();
            for (int kill = 1; kill <= KILLS; kill++) {
                int before = mail.acknowledged().size();
                List<Thread> load = load(node, mail);
                Await.until("the load of round " + kill + " flows", ALL_DELIVERED,
                        () -> mail.acknowledged().size() > before + SENDERS);
                LockSupport.parkNanos(random.nextLong(2_000_000_000L));
                node.kill();
                for (Thread thread : load) {
                    thread.join();
                }
                node.up();
            }
            verify(node, mail);
        }
    }

    private static List<Thread> load(Node node, MarkedMail mail) {
        List<Thread> load = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            load.add(new Thread(() -> mail.sendUntilCut(node.port(Node.SMTP)), "sender"));
        }
        for (int i = 0; i < APPENDERS; i++) {
            load.add(new Thread(() -> mail.appendUntilCut(node.port(Node.IMAP)), "appender"));
        }
        load.forEach(Thread::start);
        return load;
    }

    private static void verify(Node node, MarkedMail mail) {
        Map<String, Integer> found = new HashMap<>();
        Await.until("every acknowledged message is in its inbox", ALL_DELIVERED, () -> {
            found.clear();
            for (int user = 0; user < MarkedMail.USERS; user++) {
                try (ImapReader reader = new ImapReader(node, MarkedMail.address(user), MarkedMail.PASSWORD)) {
                    for (String message : reader.messages()) {
                        String mark = MarkedMail.mark(message);
                        assertTrue(message.endsWith(mail.sent(mark)), "message " + mark + " is not as it was sent");
                        found.merge(mark + " of " + MarkedMail.address(user), 1, Integer::sum);
                    }
                }
            }
            return found.keySet().containsAll(mail.acknowledged());
        });
        found.forEach((mark, count) -> assertEquals(1, count, "message " + mark + " was delivered more than once"));
        System.out.printf("KillTest: %d messages acknowledged over %d kills, %d found, each once and whole%n",
                mail.acknowledged().size(), KILLS, found.size());
    }
}
