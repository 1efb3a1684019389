package org.sheng.pipeline.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.User;
import org.sheng.event.MailEvent;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;

class AccountRemovalTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path etc;
    private OpenStore store;
    private PipelineFixture mail;
    private final Departures departures = new Departures();

    @BeforeEach
    void open() {
        store = MemoryStore.open();
        mail = new PipelineFixture(store, etc);
    }

    @AfterEach
    void close() throws Exception {
        mail.close();
        store.close();
    }

    @Test
    void theMailOfADeletedUserIsRemovedAtOnceAndTheUserForgottenAfterLatecomers() throws Exception {
        User bob = withMail("bob@here.example");
        AccountRemoval removal = new AccountRemoval(departures, store, Duration.ofSeconds(1), SOON);
        departures.add(bob);
        tell(removal, bob);
        awaitNoMail(bob);
        mail.send("a@far.example", "bob@here.example"); // its address was looked up before the user was deleted
        mail.awaitEmptyQueue();
        awaitNoMail(bob);
        Await.until("the user is forgotten", departures::isEmpty);
        assertEquals(0, store.usage(bob.id()).messages());
        removal.close();
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStartWithoutAnEvent() throws Exception {
        User bob = withMail("bob@here.example");
        User eve = withMail("eve@here.example");
        departures.add(bob);
        AccountRemoval removal = new AccountRemoval(departures, store, NEVER, NEVER);
        awaitNoMail(bob);
        assertEquals(1, mail.inbox(eve).size(), "mail of others stays");
        removal.close();
    }

    @Test
    void aDirectoryThatIsAwayIsAskedAgain() throws Exception {
        User bob = withMail("bob@here.example");
        departures.add(bob);
        departures.away = true;
        AccountRemoval removal = new AccountRemoval(departures, store, NEVER, SOON);
        Await.until("it was asked", () -> departures.asked > 1);
        assertEquals(1, mail.inbox(bob).size());
        departures.away = false;
        awaitNoMail(bob);
        removal.close();
    }

    private User withMail(String address) throws Exception {
        User user = mail.people.user(address);
        mail.send("a@far.example", address);
        mail.awaitEmptyQueue();
        assertEquals(1, mail.inbox(user).size());
        return user;
    }

    private static void tell(AccountRemoval removal, User user) {
        removal.on(Instant.now(), new MailEvent.DirectoryChanged("user", user.address().toString(), "deleted",
                Optional.of(user.id())));
    }

    private void awaitNoMail(User user) {
        Await.until("the mail is gone", () -> mail.inbox(user).isEmpty());
    }

    /** Deleted users, in memory. */
    private static final class Departures implements DepartedUsers {
        private final Map<String, Departed> all = new ConcurrentSkipListMap<>();
        private volatile boolean away;
        private volatile int asked;

        void add(User user) {
            all.put(user.id().toString(), new Departed(user.id(), user.address().toString()));
        }

        boolean isEmpty() {
            return all.isEmpty();
        }

        @Override
        public List<Departed> departed(Optional<UUID> after, int limit) {
            asked++;
            if (away) {
                throw new DirectoryUnavailable("away", null);
            }
            return all.entrySet().stream().filter(user -> after.isEmpty() || user.getKey().compareTo(after.get()
                    .toString()) > 0)
                    .limit(limit).map(Map.Entry::getValue).toList();
        }

        @Override
        public void mailIsGone(UUID id) {
            all.remove(id.toString());
        }
    }
}
