package org.sheng.itests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
            int found = mail.awaitEachOnceAndWhole(node);
            System.out.printf("KillTest: %d messages acknowledged over %d kills, %d found, each once and whole%n",
                    mail.acknowledged().size(), KILLS, found);
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
}
