package org.sheng.net.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.event.MailEvent;
import org.sheng.net.Limits;
import org.sheng.net.Next;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.service.MailService.State;
import org.sheng.testing.LoopbackNode;

@Timeout(60)
class LineEngineTest {
    @TempDir
    Path home;

    private final List<MailEvent> events = new CopyOnWriteArrayList<>();
    private final List<MailService> registered = new CopyOnWriteArrayList<>();
    private final EchoProtocol protocol = new EchoProtocol();
    private volatile Limits limits = new Limits(2000, 2000, 10_000, Duration.ofSeconds(30), 4096);
    private LineEngine engine;
    private LineEngine.Place offer;
    private MailService service;

    @BeforeEach
    void start() throws Exception {
        NetSettings settings = new NetSettings(2, 4, "", "", "", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1),
                Duration.ofSeconds(1), List.of());
        engine = new LineEngine(new LoopbackNode("mx.sheng.example", Files.createDirectory(home.resolve("etc"))), settings, events::add,
                made -> {
            registered.add(made);
            return () -> registered.remove(made);
        });
        offer = engine.offer(new ServiceSpec("echo", "Echo for tests", MailService.Kind.ACCESS,
                List.of(new Port(0, Security.STARTTLS), new Port(0, Security.TLS))), () -> limits, protocol, protocol);
        service = offer.service();
        finish(service.start());
    }

    @AfterEach
    void stop() {
        offer.close();
        engine.close();
    }

    @Test
    void pipelinedLinesAreAnsweredInOrderAndOneAtATime() throws Exception {
        try (Client client = client()) {
            assertEquals("hello", client.line());
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 1000; i++) {
                many.append("line ").append(i).append("\r\n");
            }
            client.send(many.toString());
            for (int i = 0; i < 1000; i++) {
                assertEquals("echo line " + i, client.line());
            }
            assertFalse(protocol.sessions.get(0).overlapped);
        }
    }

    @Test
    void aLineInPiecesIsPutTogether() throws Exception {
        try (Client client = client()) {
            client.line();
            for (char c : "slowly typed\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertEquals("echo slowly typed", client.line());
        }
    }

    @Test
    void startTlsThrowsAwayWhatWasSentBeforeIt() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("starttls\r\ninjected\r\n");
            assertEquals("go", client.line());
            client.tls();
            assertTrue(client.line().startsWith("secure TLSv1."));
            client.send("after\r\n");
            assertEquals("echo after", client.line());
        }
    }

    @Test
    void onATlsPortTheGreetingComesUnderTls() throws Exception {
        try (Client client = new Client(port(1)).tls()) {
            assertEquals("hello tls", client.line());
            client.send("quit\r\n");
            assertEquals("bye", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void garbageOnATlsPortEndsTheConnectionAlone() throws Exception {
        try (Client client = new Client(port(1))) {
            client.send("GET / HTTP/1.0\r\n\r\n");
            assertTrue(endsSoon(client));
        }
        try (Client other = new Client(port(1)).tls()) {
            assertEquals("hello tls", other.line());
        }
    }

    @Test
    void aHandshakeThatNeverComesIsGivenUp() throws Exception {
        try (Client client = new Client(port(1))) {
            assertTrue(endsSoon(client));
            await(() -> service.counters().inboundAssociations() == 0);
        }
    }

    @Test
    void aLineWithoutEndIsRefusedInTheProtocolsWords() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("x".repeat(100_000));
            assertEquals("too long", client.line());
            assertNull(client.line());
        }
        await(() -> protocol.closed.get() == 1);
    }

    @Test
    void aClientThatClosedItsSideStillGetsItsAnswers() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("one\r\ntwo\r\nhalf");
            client.socket.shutdownOutput();
            assertEquals("echo one", client.line());
            assertEquals("echo two", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void aSilentClientIsToldAndClosed() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("short\r\n");
            assertEquals("idle", client.line());
            assertNull(client.line());
        }
    }

    @Test
    void whoWritesMuchWaitsForTheClientAndLosesNothing() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("much\r\n");
            char[] buffer = new char[65_536];
            long zeros = 0;
            while (zeros < 1000L * 65_536) {
                int n = client.read(buffer);
                assertTrue(n > 0);
                for (int i = 0; i < n; i++) {
                    zeros += buffer[i] == 0 ? 1 : 0;
                }
            }
            assertEquals(1000L * 65_536, zeros);
        }
    }

    @Test
    void aClientThatDoesNotReadIsCut() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("much\r\n");
            await(() -> protocol.closed.get() == 1);
        }
    }

    @Test
    void nothingIsReadWhileAStageIsPendingAndAllAfterIt() throws Exception {
        try (Client client = client()) {
            client.line();
            client.send("hold\r\nnext\r\n");
            await(() -> !protocol.sessions.isEmpty());
            // Far more than the bound on unread bytes and the socket's buffers: the client must be made to wait.
            Thread pusher = new Thread(() -> {
                try {
                    client.send("y\r\n".repeat(4_000_000));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            pusher.start();
            protocol.sessions.get(0).connection.execute(() -> protocol.sessions.get(0).connection.write("unasked\r\n"));
            assertEquals("unasked", client.line());
            assertTrue(pusher.isAlive());
            protocol.held.complete(Next.AGAIN);
            assertEquals("echo next", client.line());
            for (int i = 0; i < 4_000_000; i++) {
                assertEquals("echo y", client.line());
            }
            pusher.join();
        }
    }

    @Test
    void aSessionThatFailsTakesOnlyItsConnection() throws Exception {
        try (Client client = client(); Client other = client()) {
            client.line();
            other.line();
            client.send("fail\r\n");
            assertTrue(endsSoon(client));
            other.send("still here\r\n");
            assertEquals("echo still here", other.line());
        }
    }

    @Test
    void connectionsOverTheLimitsAreRefusedWithAReason() throws Exception {
        limits = new Limits(2, 1000, 10_000, Duration.ofSeconds(30), 4096);
        try (Client first = client(); Client second = client()) {
            first.line();
            second.line();
            try (Client third = client()) {
                assertEquals("refused TOO_MANY", third.line());
                assertNull(third.line());
            }
            limits = new Limits(100, 2, 10_000, Duration.ofSeconds(30), 4096);
            try (Client third = client()) {
                assertEquals("refused TOO_MANY_FROM_ADDRESS", third.line());
            }
            limits = new Limits(100, 100, 2, Duration.ofSeconds(30), 4096);
            try (Client third = client()) {
                assertEquals("refused TOO_FAST", third.line());
            }
            assertEquals(3, service.counters().rejectedInboundAssociations());
            assertEquals(2, service.counters().inboundAssociations());
            assertTrue(events.stream().anyMatch(e -> e instanceof MailEvent.ConnectionRefused refused && refused.service().equals("echo")));
        }
    }

    @Test
    void whoIsTrustedIsNotCountedByAddress() throws Exception {
        limits = new Limits(3, 1, 1, Duration.ofSeconds(30), 4096);
        engine.settings(new NetSettings(2, 4, "", "", "", Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(1),
                Duration.ofSeconds(1), List.of("127.0.0.0/8")));
        try (Client first = client(); Client second = client(); Client third = client(); Client fourth = client()) {
            assertEquals("hello", first.line());
            assertEquals("hello", second.line());
            assertEquals("hello", third.line());
            assertEquals("refused TOO_MANY", fourth.line());
        }
    }

    @Test
    void aFullServiceIsCongestedUntilThereIsRoom() throws Exception {
        limits = new Limits(1, 1000, 10_000, Duration.ofSeconds(30), 4096);
        try (Client first = client()) {
            first.line();
            await(() -> service.state() == State.CONGESTED);
            assertTrue(service.reason().contains("1 connections"));
        }
        await(() -> service.state() == State.UP);
    }

    @Test
    void stopTellsEverybodyAndStartServesAgain() throws Exception {
        try (Client client = client()) {
            client.line();
            CompletionStage<Void> stopped = service.stop();
            assertEquals("stopping", client.line());
            assertNull(client.line());
            client.close();
            finish(stopped);
        }
        assertEquals(State.DOWN, service.state());
        assertTrue(service.endpoints().isEmpty());
        finish(service.start());
        try (Client client = client()) {
            assertEquals("hello", client.line());
        }
        assertEquals(List.of(State.UP, State.DOWN, State.UP), states());
    }

    @Test
    void quiesceServesOnThoseWhoAreThereAndRefusesOthers() throws Exception {
        try (Client client = client()) {
            client.line();
            CompletionStage<Void> down = service.quiesce();
            assertEquals(State.QUIESCING, service.state());
            try (Client late = client()) {
                assertEquals("refused QUIESCING", late.line());
            }
            client.send("on\r\nquit\r\n");
            assertEquals("echo on", client.line());
            assertEquals("bye", client.line());
            client.close();
            finish(down);
        }
        assertEquals(List.of(State.UP, State.QUIESCING, State.DOWN), states());
    }

    @Test
    void quiesceEndsSessionsThatStayLongerThanItsLimit() throws Exception {
        try (Client client = client()) {
            client.line();
            CompletionStage<Void> down = service.quiesce();
            assertEquals("stopping", client.line());
            client.close();
            finish(down);
        }
    }

    @Test
    void aPortInUseHaltsTheServiceWithAReasonAndNextStep() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getByName("127.0.0.1"));
                LineEngine.Place second = engine.offer(new ServiceSpec("second", "", MailService.Kind.ACCESS,
                        List.of(new Port(0, Security.PLAIN), new Port(taken.getLocalPort(), Security.PLAIN))),
                        () -> limits, protocol, protocol)) {
            ExecutionException refused = assertThrows(ExecutionException.class, () -> finish(second.service().start()));
            assertTrue(refused.getMessage().contains("port " + taken.getLocalPort()));
            assertEquals(State.HALTED, second.service().state());
            assertTrue(second.service().reason().contains("ss -ltnp"));
            taken.close();
            finish(second.service().start());
            assertEquals(State.UP, second.service().state());
        }
        assertEquals(List.of(service), registered);
    }

    @Test
    void aThousandConnectionsAreServedAtOnce() throws Exception {
        List<Client> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                clients.add(client());
            }
            for (Client client : clients) {
                assertEquals("hello", client.line());
                client.send("ping\r\n");
            }
            for (Client client : clients) {
                assertEquals("echo ping", client.line());
            }
            assertEquals(1000, service.counters().inboundAssociations());
        } finally {
            for (Client client : clients) {
                client.close();
            }
        }
        await(() -> service.counters().inboundAssociations() == 0 && protocol.closed.get() == 1000);
    }

    @Test
    void aNewCertificateIsPickedUpAndABadOneLeavesTheLastInForce() throws Exception {
        java.security.cert.X509Certificate own = shown();
        Path tls = home.resolve("etc/tls");
        // A second node's own certificate serves as the one given later.
        Path otherHome = Files.createDirectory(home.resolve("other"));
        OwnCertificate.in(new LoopbackNode("mx.sheng.example", otherHome));
        Files.copy(otherHome.resolve("tls/node.crt"), tls.resolve("given.crt"));
        Files.copy(otherHome.resolve("tls/node.key"), tls.resolve("given.key"));
        engine.settings(new NetSettings(2, 4, "tls/given.crt", "tls/given.key", "", Duration.ofSeconds(1), Duration.ofSeconds(2),
                Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()));
        java.security.cert.X509Certificate given = shown();
        assertFalse(own.equals(given));

        Files.writeString(tls.resolve("given.crt"), "damaged");
        await(() -> events.stream().anyMatch(e -> e instanceof MailEvent.NodeTrouble));
        assertEquals(given, shown());

        OwnCertificate.in(new LoopbackNode("mx.sheng.example", Files.createDirectory(home.resolve("third"))));
        Files.copy(home.resolve("third/tls/node.key"), tls.resolve("given.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(home.resolve("third/tls/node.crt"), tls.resolve("given.crt"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        await(() -> !shown().equals(given));
    }

    // ---

    private java.security.cert.X509Certificate shown() {
        try (Client client = new Client(port(1)).tls()) {
            return client.peer();
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private Client client() throws IOException {
        return new Client(port(0));
    }

    private int port(int index) {
        return service.endpoints().get(index).port();
    }

    private List<State> states() {
        return events.stream().filter(MailEvent.ServiceStateChanged.class::isInstance).map(MailEvent.ServiceStateChanged.class::cast)
                .map(MailEvent.ServiceStateChanged::to).toList();
    }

    private static void finish(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    private static boolean endsSoon(Client client) {
        try {
            while (client.line() != null) { } // an alert may come first
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plusSeconds(20);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(limit), "did not come true in time");
            Thread.onSpinWait();
        }
    }
}
