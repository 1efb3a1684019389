package org.sheng.directory.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;
import org.sheng.event.MailEvent;
import org.sheng.event.MailEvent.NodeTrouble;
import org.sheng.mail.MailAddress;
import org.sheng.passwords.internal.NodePasswords;
import org.sheng.passwords.internal.PasswordSettings;
import org.sheng.service.MailService.State;
import org.sheng.testing.FixedSettings;
import org.sheng.testing.LoopbackNode;

class DirectoryServiceTest {
    private static final long POLL_NANOS = 5_000_000;
    private static final PasswordSettings CHEAP = new PasswordSettings(8192, 1, 4096);

    @TempDir
    Path data;
    private final Map<Class<?>, Object> registered = new ConcurrentHashMap<>();
    private final List<MailEvent> events = new CopyOnWriteArrayList<>();
    private DirectoryService service;

    @BeforeEach
    void start() throws Exception {
        service = new DirectoryService(context(), node(), settings(), NodePasswords.open(data, CHEAP), events::add);
    }

    @AfterEach
    void end() throws Exception {
        service.close();
        assertTrue(registered.isEmpty(), "everything is unregistered");
    }

    @Test
    void theFirstStartMakesAnAdministratorWhosePasswordIsInAFileOfTheNodesUserAlone() throws Exception {
        awaitState(State.UP);
        Path file = data.resolve("first-password");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        char[] password = Files.readString(file).strip().toCharArray();
        assertEquals(Optional.empty(), get(Administrators.class).verify("admin", "something else".toCharArray()));
        assertEquals(Optional.empty(), get(Administrators.class).verify("nobody", password.clone()));
        assertEquals(Optional.of(Role.SYSTEM), get(Administrators.class).verify("admin", password));
        Files.delete(file);
        end();
        start();
        awaitState(State.UP);
        assertFalse(Files.exists(file), "only the first start makes one");
        assertEquals(List.of(new Administrator("admin", Role.SYSTEM)), get(Administrators.class).list());
        assertThrows(DirectoryException.class, () -> get(Administrators.class).delete("admin"));
    }

    @Test
    void whileItIsStoppedCallsFailAsTemporaryAndAfterwardsTheyWork() throws Exception {
        awaitState(State.UP);
        get(DirectoryAdmin.class).addDomain(new Domain("test.com", true, "", "", LimitSettings.INHERIT, 0));
        service.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(State.DOWN, service.state());
        assertThrows(DirectoryUnavailable.class, () -> get(Directory.class).resolve(MailAddress.parse("a@elsewhere.com")));
        service.start().toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertTrue(get(Directory.class).isLocal("test.com"));
    }

    @Test
    void aDamagedFileIsToldAndTheDirectoryIsBackWhenTheFileIs() throws Exception {
        awaitState(State.UP);
        get(DirectoryAdmin.class).addDomain(new Domain("test.com", true, "", "", LimitSettings.INHERIT, 0));
        end();
        Path script = data.resolve("directory/db.script");
        byte[] good = Files.readAllBytes(script);
        Files.writeString(script, "no database");
        start();
        awaitState(State.HALTED);
        assertTrue(service.reason().contains("does not open") && service.reason().contains("backup"), service.reason());
        assertTrue(events.contains(new NodeTrouble("directory", service.reason())));
        assertThrows(DirectoryUnavailable.class, () -> get(Directory.class).isLocal("test.com"));
        Files.write(script, good);
        awaitState(State.UP);
        assertTrue(get(Directory.class).isLocal("test.com"));
    }

    @Test
    void aDamagedRowIsFoundWithoutAnybodyAskingForIt() throws Exception {
        awaitState(State.UP);
        DirectoryAdmin admin = get(DirectoryAdmin.class);
        admin.addDomain(new Domain("test.com", true, "", "", LimitSettings.INHERIT, 0));
        StringBuilder csv = new StringBuilder("address,password\n");
        for (int i = 0; i < 2_000; i++) {
            csv.append("user").append(i).append("@test.com,$2y$05$abcdefghijklmnopqrstuuNyfD1e6TuAxhlZIeKrqXUCJ7D8jeA.m\n");
        }
        admin.importUsers(new StringReader(csv.toString()), progress -> { });
        end();
        Path rows = data.resolve("directory/db.data");
        byte[] good = Files.readAllBytes(rows);
        try (RandomAccessFile file = new RandomAccessFile(rows.toFile(), "rw")) {
            file.seek(file.length() / 2);
            byte[] garbage = new byte[4_096];
            Arrays.fill(garbage, (byte) 0xA5);
            file.write(garbage);
        }
        start();
        awaitState(State.HALTED);
        assertThrows(DirectoryUnavailable.class, () -> get(Directory.class).isLocal("test.com"));
        Files.write(rows, good);
        awaitState(State.UP);
        assertEquals(2_000, get(DirectoryAdmin.class).domain("test.com").orElseThrow().users());
    }

    @Test
    void aLogDamagedInTheMiddleDoesNotLoseTheChangesAfterItInSilence() throws Exception {
        Path live = data.resolve("live");
        try (TestDirectory test = TestDirectory.open(live)) {
            test.addDomain("one.com");
            test.addDomain("two.com");
            test.addDomain("three.com");
            Path copied = data.resolve("copied/directory");
            Files.createDirectories(copied);
            try (Stream<Path> files = Files.list(live.resolve("directory"))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copied.resolve(file.getFileName()));
                }
            }
        }
        Path log = data.resolve("copied/directory/db.log");
        String good = Files.readString(log);
        Files.writeString(log, good.replace("VALUES('two.com'", "VAL#ES('two.com'"));
        assertThrows(IOException.class, () -> TestDirectory.open(data.resolve("copied")));
        Files.writeString(log, good + "INSERT INTO SHENG_DOM"); // torn by a crash
        try (TestDirectory test = TestDirectory.open(data.resolve("copied"))) {
            assertEquals(List.of("one.com", "three.com", "two.com"), test.admin().domains("", 10).stream().map(Domain::name).toList());
        }
    }

    @Test
    void aBackupIsMadeOnceADayAndItsFilesAreADirectory() throws Exception {
        try (TestDirectory test = TestDirectory.open(data.resolve("live"))) {
            test.addDomain("test.com");
            test.addUser("secret-1", "aaa@test.com");
            Path folder = data.resolve("backup");
            Instant now = Instant.parse("2026-01-01T00:00:00Z");
            for (int hour = 0; hour < 24 * 5; hour += 8) {
                new Backups(test.jpa().database(), folder, Clock.fixed(now.plus(Duration.ofHours(hour)), ZoneOffset.UTC)).keep(3);
            }
            try (Stream<Path> kept = Files.list(folder)) {
                assertEquals(List.of("20260103T000000Z", "20260104T000000Z", "20260105T000000Z"),
                        kept.map(path -> path.getFileName().toString()).sorted().toList());
            }
            test.addUser("secret-1", "bbb@test.com");
            Files.createDirectories(data.resolve("restored"));
            Files.move(folder.resolve("20260105T000000Z"), data.resolve("restored/directory"));
        }
        try (TestDirectory restored = TestDirectory.open(data.resolve("restored"))) {
            assertTrue(restored.directory().user(MailAddress.parse("aaa@test.com")).isPresent());
            assertTrue(restored.directory().user(MailAddress.parse("bbb@test.com")).isEmpty());
        }
    }

    @Test
    void aByteChangedInARowIsFoundAndTheOtherRowsAreServed() throws Exception {
        awaitState(State.UP);
        DirectoryAdmin admin = get(DirectoryAdmin.class);
        admin.addDomain(new Domain("test.com", true, "", "", LimitSettings.INHERIT, 0));
        for (String user : List.of("aaa", "bbb", "ccc")) {
            admin.addUser(new DirectoryAdmin.UserSettings(List.of(MailAddress.parse(user + "@test.com")), "Name of "
                    + user, true, "",
                    LimitSettings.INHERIT), "secret-12".toCharArray());
        }
        assertEquals(List.of(), admin.damage());
        end();
        Path rows = data.resolve("directory/db.data");
        byte[] good = Files.readAllBytes(rows);
        Files.writeString(rows, new String(good, ISO_8859_1).replace("Name of bbb", "Name of bbB"), ISO_8859_1);
        start();
        awaitState(State.UP);
        assertEquals("Name of aaa", get(Directory.class).user(MailAddress.parse("aaa@test.com")).orElseThrow().name());
        assertThrows(DirectoryUnavailable.class, () -> get(Directory.class).user(MailAddress.parse("bbb@test.com")));
        assertEquals(List.of("user bbb@test.com"), get(DirectoryAdmin.class).damage());
        await(() -> events.stream().anyMatch(event -> event instanceof NodeTrouble trouble
                && trouble.text().startsWith("user bbb@test.com is damaged")), "it is told");
        assertEquals(State.UP, service.state());
        end();
        try (TestDirectory test = TestDirectory.open(data)) {
            Path folder = data.resolve("no-backup");
            IOException refused = assertThrows(IOException.class,
                    () -> new Backups(test.jpa().database(), folder, Clock.systemUTC()).keep(3));
            assertTrue(refused.getMessage().contains("user bbb@test.com"), refused.getMessage());
        }
        Files.write(rows, good);
        start();
        awaitState(State.UP);
        assertEquals(List.of(), get(DirectoryAdmin.class).damage());
    }

    @Test
    void backupsGoOnAfterTheClockWasSetBack() throws Exception {
        try (TestDirectory test = TestDirectory.open(data.resolve("live"))) {
            Path folder = data.resolve("backup");
            for (String day : List.of("2036-01-01", "2036-01-02", "2026-01-01", "2026-01-02")) {
                Clock clock = Clock.fixed(Instant.parse(day + "T00:00:00Z"), ZoneOffset.UTC);
                new Backups(test.jpa().database(), folder, clock).keep(3);
                new Backups(test.jpa().database(), folder, Clock.offset(clock, Duration.ofHours(1))).keep(3);
            }
            try (Stream<Path> kept = Files.list(folder)) {
                assertEquals(List.of("20260101T000000Z", "20260102T000000Z", "20360102T000000Z"),
                        kept.map(path -> path.getFileName().toString()).sorted().toList());
            }
        }
    }

    private <T> T get(Class<T> type) {
        await(() -> registered.containsKey(type), type + " is registered");
        return type.cast(registered.get(type));
    }

    private void awaitState(State state) {
        await(() -> service.state() == state, "the state is " + state);
    }

    private void await(BooleanSupplier condition, String what) {
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < limit, () -> "not within 60 s: " + what + "; now " + service.state() + " " + service.reason());
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class}, (proxy, method, args) -> {
            if (!method.getName().equals("registerService")) {
                throw new UnsupportedOperationException(method.toString());
            }
            registered.put((Class<?>) args[0], args[1]);
            return Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (own, call, none) ->
                    registered.remove(args[0]));
        });
    }

    private Node node() {
        return new LoopbackNode("mail.test.com", data);
    }

    private static Settings settings() {
        return new FixedSettings(DirectorySettings.DEFAULT);
    }
}
