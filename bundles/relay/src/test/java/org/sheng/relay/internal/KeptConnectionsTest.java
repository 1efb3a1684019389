package org.sheng.relay.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sheng.config.Settings;
import org.sheng.config.internal.FileSettings;
import org.sheng.event.MailEvent;
import org.sheng.relay.internal.RelaySettings.Tls;
import org.sheng.testing.Await;

/** Connections that serve more than one message. */
class KeptConnectionsTest {
    private static final List<String> QUICK = List.of("retry = 1s", "dead-first = 1s");
    private static final List<String> ONE_BY_ONE = List.of("retry = 4h", "concurrency = 1", "max-concurrency = 1");

    @TempDir
    private Path etc;
    private FakeHost host;
    private Optional<RelayFixture> open = Optional.empty();

    private RelayFixture start(List<String> queue, String... settings) throws Exception {
        host = new FakeHost();
        RelayFixture relay = new RelayFixture(etc, queue, Stream.concat(Stream.of("port = " + host.port()),
                Stream.of(settings))
                .toArray(String[]::new));
        relay.dns.with("far.example. 60 IN MX 10 mx.far.example.", "mx.far.example. 60 IN A 127.0.0.1");
        open = Optional.of(relay);
        return relay;
    }

    @AfterEach
    void close() throws Exception {
        open.orElseThrow().close();
        host.close();
    }

    private static String text(int number) {
        return "Subject: " + number + "\r\n\r\ntext\r\n";
    }

    private static void send(RelayFixture relay, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            relay.send(text(i), "b@far.example");
        }
    }

    private static void awaitGone(RelayFixture relay) {
        Await.until("the queue is empty", () -> relay.queue.size() == 0);
    }

    private void assertEachTakenOnce(int messages) {
        assertEquals(messages, new HashSet<>(host.taken()).size(), "lost");
        assertEquals(messages, host.taken().size(), "doubled");
    }

    @Test
    void manyMessagesGoOverFewConnectionsAndEachConnectionEndsWithQuit() throws Exception {
        RelayFixture relay = start(QUICK, "idle-time = 1s");
        send(relay, 0, 200);
        awaitGone(relay);
        assertEachTakenOnce(200);
        assertTrue(host.connections() <= 20, host.connections() + " connections");
        assertEquals(0, host.count("RSET"));
        Await.until("all are closed", () -> relay.relay.counters().outboundAssociations() == 0);
        assertEquals(host.connections(), host.count("QUIT"));
    }

    @Test
    void aConnectionServesNoMoreMessagesThanItMay() throws Exception {
        RelayFixture relay = start(ONE_BY_ONE, "messages-per-connection = 10");
        send(relay, 0, 25);
        awaitGone(relay);
        assertEquals(3, host.connections());
        assertEquals(25, host.taken().size());
    }

    @ParameterizedTest
    @CsvSource({"MAIL,421 4.3.2 too many,PIPELINING", "MAIL,421 4.3.2 too many,HELP", "MAIL,hang up,PIPELINING",
        "MAIL,hang up,HELP", "RCPT,421 4.3.2 too many,PIPELINING", "RCPT,421 4.3.2 too many,HELP",
        "RCPT,hang up,PIPELINING", "RCPT,hang up,HELP", "DATA,421 4.3.2 too many,PIPELINING", "DATA,hang up,HELP"})
    void aHostThatLeavesAKeptConnectionGetsTheMessageOverANewOneAtOnce(String command, String answer,
            String offer) throws Exception {
        RelayFixture relay = start(ONE_BY_ONE);
        AtomicInteger asked = new AtomicInteger();
        host.offers(offer).answers(said -> said.startsWith(command) && asked.incrementAndGet() == 2 ? answer : "");
        send(relay, 0, 2);
        awaitGone(relay);
        assertEachTakenOnce(2);
        assertEquals(2, host.connections());
        assertEquals(List.of(), relay.events.of(MailEvent.MessageDeferred.class));
    }

    @Test
    void aConnectionThatTheHostClosesWhileItWaitsIsNotUsedAgain() throws Exception {
        RelayFixture relay = start(ONE_BY_ONE);
        host.answer(".", FakeHost.andHangUp("250 2.0.0 taken"));
        for (int i = 0; i < 5; i++) {
            send(relay, i, i + 1);
        }
        awaitGone(relay);
        assertEachTakenOnce(5);
        assertEquals(5, host.connections());
        assertEquals(List.of(), relay.events.of(MailEvent.MessageDeferred.class));
    }

    @Test
    void whatBreaksBehindTheEndOfTheMessageIsNotSentAtOnceAgain() throws Exception {
        RelayFixture relay = start(ONE_BY_ONE);
        AtomicInteger ends = new AtomicInteger();
        host.answers(said -> said.equals(".") && ends.incrementAndGet() == 2 ? FakeHost.HANG_UP : "");
        send(relay, 0, 2);
        Await.until("the second one is deferred", () -> relay.events.of(MailEvent.MessageDeferred.class).size() == 1);
        assertEquals(1, host.connections());
        assertEquals(1, relay.queue.size());
    }

    @Test
    void noneIsLostOrDoubledWhenTheHostClosesConnectionsAtRandomMoments() throws Exception {
        RelayFixture relay = start(QUICK);
        Random random = new Random(7);
        host.answers(said -> {
            boolean leaves = !said.isEmpty() && !said.startsWith("EHLO") && random.nextInt(40) == 0;
            if (said.equals(".")) {
                return leaves ? random.nextBoolean() ? FakeHost.HANG_UP : FakeHost.andHangUp("250 2.0.0 taken") : "";
            }
            return leaves ? random.nextBoolean() ? FakeHost.HANG_UP : FakeHost.andHangUp("421 4.3.2 leaving") : "";
        });
        send(relay, 0, 200);
        awaitGone(relay);
        assertEachTakenOnce(200);
        assertTrue(host.connections() < 100, host.connections() + " connections");
    }

    @Test
    void ofRecipientsThatAreAllRefusedTheNextMessageKnowsNothing() throws Exception {
        RelayFixture relay = start(ONE_BY_ONE);
        host.answer("RCPT TO:<no", "550 5.1.1 unknown");
        relay.send(text(0), "no@far.example");
        send(relay, 1, 3);
        Await.until("both are taken", () -> host.taken().size() == 2);
        Await.until("only the bounce is left", () -> relay.queue.size() == 1);
        assertEquals(1, host.connections());
        assertEquals(1, host.count("RSET"));
    }

    @ParameterizedTest
    @CsvSource({"idle-connections = 2,2", "idle-per-host = 1,1", "idle-connections = 0,0"})
    void thoseThatWaitAreBounded(String setting, int most) throws Exception {
        RelayFixture relay = start(QUICK, "idle-time = 60s", setting);
        CountDownLatch together = new CountDownLatch(5);
        host.answers(said -> {
            if (said.equals(".")) {
                together.countDown();
                awaitAll(together);
            }
            return "";
        });
        send(relay, 0, 5);
        awaitGone(relay);
        Await.until("the others are closed", () -> relay.relay.counters().outboundAssociations() == most);
        assertEquals(5 - most, host.count("QUIT"));
    }

    private static void awaitAll(CountDownLatch together) {
        try {
            assertTrue(together.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void thoseThatWaitAreClosedWhenTheRelayStops() throws Exception {
        RelayFixture relay = start(QUICK, "idle-time = 60s");
        send(relay, 0, 1);
        awaitGone(relay);
        assertEquals(1, relay.relay.counters().outboundAssociations());
        relay.relay.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        Await.until("it is closed", () -> relay.relay.counters().outboundAssociations() == 0);
        assertEquals(1, host.count("QUIT"));
        relay.relay.start();
        send(relay, 1, 3);
        awaitGone(relay);
        assertEachTakenOnce(3);
    }

    @Test
    void aMessageThatIsSentWhileTheRelayStopsIsItsConnectionsLast() throws Exception {
        RelayFixture relay = start(QUICK, "idle-time = 60s");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        host.answers(said -> {
            if (said.equals(".")) {
                reached.countDown();
                awaitAll(goOn);
            }
            return "";
        });
        send(relay, 0, 1);
        awaitAll(reached);
        var stopped = relay.relay.stop().toCompletableFuture();
        goOn.countDown();
        stopped.get(30, TimeUnit.SECONDS);
        awaitGone(relay);
        assertEachTakenOnce(1);
        Await.until("it is closed", () -> relay.relay.counters().outboundAssociations() == 0);
    }

    @Test
    void domainsWithTheSameHostShareItsConnectionsWhateverItsNames() throws Exception {
        RelayFixture relay = start(QUICK);
        relay.dns.with("other.example. 60 IN MX 10 mail.other.example.", "mail.other.example. 60 IN A 127.0.0.1");
        send(relay, 0, 1);
        awaitGone(relay);
        relay.send(text(1), "c@other.example");
        awaitGone(relay);
        assertEquals(1, host.connections());
        Await.until("both are told", () -> relay.events.of(MailEvent.MessageRelayed.class).size() == 2);
        assertEquals("mail.other.example", relay.events.of(MailEvent.MessageRelayed.class).get(1).host());
    }

    @Test
    void aKeptConnectionStaysSecure() throws Exception {
        RelayFixture relay = start(QUICK);
        host.tls(TestCertificate.make(etc)).offers("STARTTLS", "PIPELINING");
        send(relay, 0, 1);
        awaitGone(relay);
        send(relay, 1, 2);
        awaitGone(relay);
        Await.until("both are told", () -> relay.events.of(MailEvent.MessageRelayed.class).size() == 2);
        assertTrue(relay.events.of(MailEvent.MessageRelayed.class).stream().allMatch(MailEvent.MessageRelayed::tls));
        assertEquals(1, host.count("STARTTLS"));
    }

    @Test
    void aHostWhoseTlsIsBrokenIsNotAskedForItAgainWhileItsConnectionIsKept() throws Exception {
        RelayFixture relay = start(QUICK);
        host.offers("STARTTLS", "PIPELINING");
        send(relay, 0, 1);
        awaitGone(relay);
        send(relay, 1, 2);
        awaitGone(relay);
        assertEquals(1, host.count("STARTTLS"));
        assertEquals(2, host.connections());
    }

    @Test
    void aConnectionIsKeptForTheSameAddressTlsAndIdentityAlone() throws Exception {
        start(QUICK);
        RelaySettings settings = settings("ours", "idle-time = 60s");
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", host.port());
        Target target = new Target("mx.far.example", address, Tls.OPPORTUNISTIC, false);
        try (Hosts hosts = new Hosts("mx.here.example")) {
            hosts.start();
            hosts.keep(hosts.open(target, settings).get(30, TimeUnit.SECONDS), settings);
            assertTrue(hosts.kept(target, settings("other", "idle-time = 60s", "helo = other.here.example")).isEmpty());
            assertTrue(hosts.kept(new Target("mx.far.example", address, Tls.NONE, false), settings).isEmpty());
            assertTrue(hosts.kept(new Target("mx.far.example", address, Tls.OPPORTUNISTIC, true), settings).isEmpty());
            assertTrue(hosts.kept(new Target("mx.far.example", new InetSocketAddress("127.0.0.2", host.port()),
                    Tls.OPPORTUNISTIC, false),
                    settings).isEmpty());
            assertTrue(hosts.kept(target, settings("same", "idle-time = 60s")).isPresent());
            assertTrue(hosts.kept(target, settings).isEmpty(), "it is taken");
        }
    }

    private RelaySettings settings(String folder, String... lines) throws Exception {
        Path files = Files.createDirectory(etc.resolve(folder));
        Files.write(files.resolve("org.sheng.relay.cfg"), List.of(lines));
        try (FileSettings all = new FileSettings(files, StandardCharsets.UTF_8, name -> null);
                Settings.Watch<RelaySettings> settings = all.watch("org.sheng.relay", RelaySettings.class,
                        values -> { })) {
            return settings.values();
        }
    }
}
