package org.sheng.shell.internal.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sheng.directory.Administrators;
import org.sheng.directory.DirectoryException;
import org.sheng.event.Traces;
import org.sheng.mail.MailAddress;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.service.MailService;
import org.sheng.service.ServiceCounters;
import org.sheng.store.BlobId;

class OperationCommandsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.250Z");
    private final Shell shell = new Shell();

    @AfterEach
    void close() {
        assertTrue(shell.held().isEmpty(), "a command kept a service");
        shell.close();
    }

    @Test
    void servicesAreListedAndSteered() throws Exception {
        FakeService imap = new FakeService("imap");
        shell.with(MailService.class, imap).with(MailService.class, new FakeService("lmtp"));
        String list = shell.run("sheng:service-list");
        assertTrue(list.lines().toList().get(1).startsWith("imap  access  down   2026-03-01T12:00:00Z  "
                + "127.0.0.1:2143/starttls [::1]:2993/tls"), list);
        assertEquals("imap is up.\n", shell.run("sheng:service-start imap"));
        assertEquals("imap is up.\n", shell.run("sheng:service-restart imap"));
        assertEquals("imap is down.\n", shell.run("sheng:service-quiesce imap"));
        assertEquals(List.of("start", "stop", "start", "quiesce"), imap.calls);
        assertEquals(List.of("imap "), shell.complete(shell.completer(new ServiceCompleter()), "i"));
    }

    @Test
    void aServiceThatIsNotThereIsNamedWithThoseThatAre() {
        shell.with(MailService.class, new FakeService("imap")).with(MailService.class, new FakeService("lmtp"));
        assertEquals("There is no service pop. There are: imap, lmtp. Nothing was changed.",
                shell.failure("sheng:service-stop imap pop"));
    }

    @Test
    void aServiceThatCannotStartSaysWhy() {
        FakeService imap = new FakeService("imap");
        imap.failure = "port 2143 is taken";
        shell.with(MailService.class, imap);
        assertEquals("imap is halted: port 2143 is taken", shell.failure("sheng:service-start imap"));
    }

    @Test
    void aServiceThatTakesTooLongIsSaidToGoOn() {
        FakeService imap = new FakeService("imap");
        imap.never = true;
        shell.with(MailService.class, imap);
        assertEquals("imap is still quiescing after 0 seconds; it goes on. `sheng:service-list` shows when it is done.",
                shell.failure("sheng:service-quiesce --wait 0 imap"));
    }

    @Test
    void theQueueIsListedShownAndSteered() throws Exception {
        FakeQueue queue = new FakeQueue();
        QueueEntry one = queue.add("example.org", "ann@example.org");
        QueueEntry two = queue.add("example.net", "bob@example.net");
        shell.with(QueueAdmin.class, queue);
        assertEquals(3, shell.run("sheng:queue-list").lines().count());
        assertEquals("{\"id\":\"" + one.id() + "\",\"trace\":\"t-ann\",\"kind\":\"remote\",\"destination\":\"example.org\","
                + "\"sender\":null,"
                + "\"recipients\":[\"ann@example.org\"],\"size\":2048,\"priority\":0,"
                + "\"arrived\":\"2026-03-01T12:00:00.250Z\",\"attempts\":1,"
                + "\"next\":\"2026-03-01T12:00:00.250Z\",\"expires\":\"2026-03-01T12:00:00.250Z\",\"held\":false,"
                + "\"delayNoticed\":false,"
                + "\"lastReply\":\"451 later\"}\n", shell.run("sheng:queue-show --json " + one.id()));
        assertEquals("2 entries held.\n", shell.run("sheng:queue-hold " + one.id() + " " + two.id()));
        assertEquals("1 entry deleted.\n", shell.run("sheng:queue-delete --destination example.net"));
        assertEquals("0 entries released; not in the queue (any more): " + two.id(),
                shell.failure("sheng:queue-release " + two.id()));
        assertEquals("1 entry tried now.\n", shell.run("sheng:queue-retry " + one.id()));
        assertTrue(shell.failure("sheng:queue-hold")
                .startsWith("Name the entries by id, or give --destination DOMAIN, --sender ADDRESS or both."));
        assertTrue(shell.failure("sheng:queue-show nonsense").startsWith("nonsense is no id of a queue entry."));
        assertEquals(List.of("hold " + one.id(), "hold " + two.id(), "delete " + two.id(), "release " + two.id(),
                "retry " + one.id()), queue.calls);
        assertTrue(shell.run("sheng:queue-destinations").contains("example.org  1"));
    }

    @Test
    void theEntriesOfASenderAreSteeredTogether() throws Exception {
        FakeQueue queue = new FakeQueue();
        shell.with(QueueAdmin.class, queue);
        QueueEntry one = queue.add("example.org", "ann@example.org",
                Optional.of(MailAddress.parse("spam@example.net")));
        QueueEntry two = queue.add("example.com", "bob@example.com",
                Optional.of(MailAddress.parse("Spam@example.net")));
        queue.add("example.com", "spam@example.net", Optional.of(MailAddress.parse("eve@example.net")));
        assertEquals("2 entries held.\n", shell.run("sheng:queue-hold --sender SPAM@example.net"));
        assertEquals("1 entry deleted.\n",
                shell.run("sheng:queue-delete --sender spam@example.net --destination example.com"));
        assertEquals(List.of("hold " + one.id(), "hold " + two.id(), "delete " + two.id()), queue.calls);
    }

    @Test
    void aTraceShowsTheStepsWithTimes() throws Exception {
        Traces traces = id -> id.equals("t1") ? List.of(new Traces.Step(NOON, "received", "trace=t1 received from=<>"),
                new Traces.Step(NOON.plusMillis(42), "delivered", "trace=t1 delivered")) : List.of();
        shell.with(Traces.class, traces);
        assertEquals("""
                AT                        AFTER    WHAT       TEXT
                2026-03-01T12:00:00.250Z  +0.000s  received   from=<>
                2026-03-01T12:00:00.292Z  +0.042s  delivered  -
                """, shell.run("sheng:trace t1"));
        assertTrue(shell.failure("sheng:trace t2").startsWith("Nothing is known of a message t2"));
    }

    @Test
    void administratorsAreAddedListedAndDeleted() throws Exception {
        MemoryAdministrators known = new MemoryAdministrators();
        shell.with(Administrators.class, known.asService());
        shell.run("sheng:admin-add --role operator eve --password secret-1");
        assertEquals("""
                NAME  ROLE      AREAS  DOMAINS  SECOND FACTOR
                eve   operator  -      -        no
                """, shell.run("sheng:admin-list"));
        assertEquals("The password of eve is changed.\n", shell.run("sheng:admin-passwd eve --password secret-2"));
        assertEquals("there is no administrator bob", shell.failure("sheng:admin-passwd bob --password secret-2"));
        assertEquals("--role must be system, operator, auditor or domain, not king",
                shell.failure("sheng:admin-add eve --role king --password secret-2"));
        shell.run("sheng:admin-add dom --role domain --domains b.com,a.com --password secret-1");
        assertTrue(shell.run("sheng:admin-list --json").contains("\"domains\":[\"a.com\",\"b.com\"]"));
        shell.run("sheng:admin-delete eve");
        shell.run("sheng:admin-delete dom");
        assertEquals("[]\n", shell.run("sheng:admin-list --json"));
    }

    @Test
    void tokensAreMadeListedAndEnded() throws Exception {
        MemoryAdministrators known = new MemoryAdministrators();
        shell.with(Administrators.class, known.asService());
        shell.run("sheng:admin-add --role operator eve --password secret-1");
        assertEquals("sheng_token-1\n", shell.run("sheng:token-create eve --role auditor --days 2 --note backup"));
        assertEquals("sheng_token-2\n", shell.run("sheng:token-create eve"));
        assertEquals("""
                ID       ADMIN  ROLE      AREAS  CREATED               EXPIRES               NOTE
                token-1  eve    auditor   -      2026-03-01T12:00:00Z  2026-03-03T12:00:00Z  backup
                token-2  eve    operator  -      2026-03-01T12:00:00Z  2026-05-30T12:00:00Z  -
                """, shell.run("sheng:token-list eve"));
        assertEquals("there is no administrator bob", shell.failure("sheng:token-create bob"));
        assertEquals("--days must be at least 1 and at most 3660, not 0", shell.failure("sheng:token-create eve --days 0"));
        assertEquals("The token token-1 is ended.\n", shell.run("sheng:token-delete token-1"));
        assertTrue(shell.run("sheng:token-list").contains("token-2"));
        assertEquals("there is no token token-1", shell.failure("sheng:token-delete token-1"));
    }

    static List<String> commandNames() {
        return Shell.commands().stream().filter(type -> type.isAnnotationPresent(Command.class))
                .map(type -> type.getAnnotation(Command.class).name()).toList();
    }

    @ParameterizedTest
    @MethodSource("commandNames")
    void everyCommandHasHelp(String name) throws Exception {
        String help = shell.run("sheng:" + name + " --help");
        assertTrue(help.contains("DESCRIPTION") && help.contains("sheng:" + name), help);
        if (name.endsWith("-list") || name.endsWith("-show")) {
            assertTrue(help.contains("--json"), help);
        }
    }

    static List<Class<?>> actions() {
        return Shell.commands().stream().filter(type -> type.isAnnotationPresent(Command.class)).toList();
    }

    @ParameterizedTest
    @MethodSource("actions")
    void everyCommandTakesOptionsBehindItsArgumentsToo(Class<?> action) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> type = action; type != Object.class; type = type.getSuperclass()) {
            fields.addAll(List.of(type.getDeclaredFields()));
        }
        List<Argument> arguments = fields.stream().map(f -> f.getAnnotation(Argument.class)).filter(Objects::nonNull)
                .sorted(Comparator.comparing(Argument::index)).toList();
        assertTrue(arguments.isEmpty() || arguments.get(arguments.size() - 1).multiValued(),
                "the last argument takes what follows");
        assertTrue(fields.stream().filter(f -> f.isAnnotationPresent(Option.class))
                .allMatch(f -> Set.of(String.class, boolean.class, List.class).contains(f.getType())));
    }

    private static final class FakeService implements MailService {
        final List<String> calls = new ArrayList<>();
        String failure;
        boolean never;
        private final String name;
        private State state = State.DOWN;

        FakeService(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return "A test";
        }

        @Override
        public Kind kind() {
            return Kind.ACCESS;
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public String reason() {
            return "";
        }

        @Override
        public Instant lastChange() {
            return NOON;
        }

        @Override
        public List<Endpoint> endpoints() {
            return List.of(new Endpoint("127.0.0.1", 2143, "starttls"), new Endpoint("::1", 2993, "tls"));
        }

        @Override
        public ServiceCounters counters() {
            return ServiceCounters.NONE;
        }

        @Override
        public CompletionStage<Void> start() {
            return become("start", State.UP, State.RESTARTING);
        }

        @Override
        public CompletionStage<Void> stop() {
            return become("stop", State.DOWN, State.DOWN);
        }

        @Override
        public CompletionStage<Void> quiesce() {
            return become("quiesce", State.DOWN, State.QUIESCING);
        }

        private CompletionStage<Void> become(String call, State end, State meanwhile) {
            calls.add(call);
            if (failure != null) {
                state = State.HALTED;
                return CompletableFuture.failedFuture(new IllegalStateException(failure));
            }
            state = never ? meanwhile : end;
            return never ? new CompletableFuture<>() : CompletableFuture.completedFuture(null);
        }
    }

    private static final class FakeQueue implements QueueAdmin {
        final List<String> calls = new ArrayList<>();
        private final List<QueueEntry> entries = new ArrayList<>();

        QueueEntry add(String destination, String recipient) {
            return add(destination, recipient, Optional.empty());
        }

        QueueEntry add(String destination, String recipient, Optional<MailAddress> sender) {
            MailAddress to = MailAddress.parse(recipient);
            QueueEntry entry = new QueueEntry(UUID.randomUUID(), Route.remote(destination),
                    new Submission("t-" + to.local(), sender,
                    List.of(Recipient.of(to)), new BlobId(UUID.randomUUID()), 2048, 0, NOON, 0,
                    Submission.Options.NONE), 1, NOON, NOON, false,
                    false, "451 later");
            entries.add(entry);
            return entry;
        }

        @Override
        public Page list(Filter filter, Optional<UUID> after, int limit) {
            return new Page(entries.stream().filter(e -> filter.destination().isEmpty() || e.route().destination()
                    .equals(filter.destination()))
                    .toList(), Optional.empty());
        }

        @Override
        public Optional<QueueEntry> entry(UUID id) {
            return entries.stream().filter(e -> e.id().equals(id)).findFirst();
        }

        @Override
        public CompletionStage<Boolean> retry(UUID id) {
            return call("retry", id);
        }

        @Override
        public CompletionStage<Boolean> hold(UUID id) {
            return call("hold", id);
        }

        @Override
        public CompletionStage<Boolean> release(UUID id) {
            return call("release", id);
        }

        @Override
        public CompletionStage<Boolean> delete(UUID id) {
            calls.add("delete " + id);
            return CompletableFuture.completedFuture(entries.removeIf(e -> e.id().equals(id)));
        }

        @Override
        public List<Destination> destinations(int limit) {
            return List.of(new Destination("example.org", 1, 0, 5, Optional.empty(), ""));
        }

        private CompletionStage<Boolean> call(String call, UUID id) {
            calls.add(call + " " + id);
            return CompletableFuture.completedFuture(entry(id).isPresent());
        }
    }
}
