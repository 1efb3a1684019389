package org.sheng.net.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.net.Limits;
import org.sheng.net.Next;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.service.MailService;
import org.sheng.service.MailService.State;
import org.sheng.testing.LoopbackNode;

/**
 * Engines that sessions work with go and come; the ports stay. And the line server itself goes: nothing of it stays.
 */
@Timeout(60)
class EnginesAwayTest {
    private static final Limits LIMITS = new Limits(100, 100, 1000, Duration.ofSeconds(30), 4096);
    private static final NetSettings SETTINGS = new NetSettings(2, 4, "", "", "", Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30), Duration.ofSeconds(30), List.of());

    @TempDir
    Path home;

    private final List<MailService> registered = new CopyOnWriteArrayList<>();
    private final EchoProtocol protocol = new EchoProtocol();
    private LineEngine engine;
    private LineEngine.Place place;

    @BeforeEach
    void start() throws Exception {
        engine = new LineEngine(new LoopbackNode("mx.sheng.example", Files.createDirectory(home.resolve("etc"))), SETTINGS, event -> { },
                made -> {
            registered.add(made);
            return () -> registered.remove(made);
        });
        place = offer("echo");
        finish(place.service().start());
    }

    @AfterEach
    void stop() {
        place.close();
        engine.close();
    }

    private LineEngine.Place offer(String name) {
        return engine.offer(new ServiceSpec(name, "", MailService.Kind.ACCESS, List.of(new Port(0,
                Security.STARTTLS), new Port(0, Security.TLS))),
                () -> LIMITS, protocol, Optional.empty(), () -> "without mail store");
    }

    @Test
    void withoutSessionsThePortsAreOpenAndSayTheProtocolsWord() throws Exception {
        assertEquals(State.CONGESTED, place.service().state());
        assertEquals("without mail store", place.service().reason());
        try (Client plain = client(); Client secure = new Client(port(1)).tls()) {
            assertRefused(plain);
            assertRefused(secure);
        }
        assertEquals(2, place.service().counters().rejectedInboundAssociations());
    }

    @Test
    void sessionsThatAreTakenAwayAreToldAndTheSamePortServesWhenTheyAreBack() throws Exception {
        place.serve(protocol);
        assertEquals(State.UP, place.service().state());
        List<MailService.Endpoint> endpoints = place.service().endpoints();
        try (Client client = client(); Client secure = new Client(port(1)).tls()) {
            assertEquals("hello", client.line());
            assertEquals("hello tls", secure.line());
            place.suspend();
            assertEquals(State.CONGESTED, place.service().state());
            assertEquals("stopping", client.line());
            assertNull(client.line());
            assertEquals("stopping", secure.line());
            assertNull(secure.line());
        }
        try (Client late = client()) {
            assertRefused(late);
        }
        place.serve(protocol);
        assertEquals(State.UP, place.service().state());
        assertEquals("", place.service().reason());
        assertEquals(endpoints, place.service().endpoints());
        try (Client client = client()) {
            assertEquals("hello", client.line());
        }
    }

    @Test
    void whatIsInHandIsAnsweredBeforeTheEnginesGo() throws Exception {
        place.serve(protocol);
        try (Client client = client()) {
            client.line();
            client.send("hold\r\nnext\r\n");
            await(() -> protocol.holding.get() == 1);
            CompletableFuture<Void> suspended = CompletableFuture.runAsync(place::suspend);
            assertThrows(TimeoutException.class, () -> suspended.get(200, TimeUnit.MILLISECONDS));
            EchoProtocol.EchoSession session = protocol.sessions.get(0);
            session.connection.write("the answer\r\n");
            protocol.held.complete(Next.AGAIN);
            suspended.get(10, TimeUnit.SECONDS);
            assertEquals("the answer", client.line());
            assertEquals("stopping", client.line()); // and what was sent behind it is not begun
            assertNull(client.line());
        }
    }

    @Test
    void whatDoesNotEndIsCutOffWithoutAnAnswer() throws Exception {
        place.serve(protocol);
        try (Client client = client()) {
            client.line();
            client.send("hold\r\n");
            await(() -> protocol.holding.get() == 1);
            CompletableFuture.runAsync(place::suspend).get(10, TimeUnit.SECONDS);
            assertNull(lineOrEnd(client));
        }
    }

    @Test
    void aClientOnTheTlsPortThatSaysNothingHoldsUpNeitherTheEnginesNorTheStop() throws Exception {
        place.serve(protocol);
        try (Client silent = new Client(port(1))) {
            await(() -> place.service().counters().inboundAssociations() == 1);
            CompletableFuture.runAsync(place::suspend).get(2, TimeUnit.SECONDS);
            place.service().stop().toCompletableFuture().get(5, TimeUnit.SECONDS);
            assertNull(lineOrEnd(silent));
        }
    }

    @Test
    void anAdministratorStopsAndStartsItWhileTheEnginesAreAway() throws Exception {
        finish(place.service().stop());
        assertEquals(State.DOWN, place.service().state());
        place.serve(protocol);
        assertEquals(State.DOWN, place.service().state());
        place.suspend();
        finish(place.service().start());
        assertEquals(State.CONGESTED, place.service().state());
        try (Client client = client()) {
            assertRefused(client);
        }
        finish(place.service().quiesce());
        assertEquals(State.DOWN, place.service().state());
        finish(place.service().start());
        place.serve(protocol);
        assertEquals(State.UP, place.service().state());
    }

    @Test
    void settingsThatChangeWhileTheEnginesAreAwayMoveTheService() throws Exception {
        ChangingSettings settings = new ChangingSettings(new ChangingSettings.Values(true, 0));
        List<Class<?>> away = new CopyOnWriteArrayList<>(List.of(MailService.class));
        try (OfferedService<ChangingSettings.Values> offered = new OfferedService<>(engine, settings,
                ChangingSettings.offering(protocol, LIMITS, MailService.class), contract -> !away.contains(contract))) {
            MailService before = named("moving");
            await(() -> before.state() == State.CONGESTED);
            assertTrue(before.reason().startsWith("without mail service:"), before.reason());
            int free = freePort();
            settings.change(new ChangingSettings.Values(true, free));
            await(() -> named("moving").state() == State.CONGESTED
                    && named("moving").endpoints().get(0).port() == free);
            try (Client client = new Client(free)) {
                assertRefused(client);
            }
            away.clear();
            offered.serve(protocol);
            assertEquals(State.UP, named("moving").state());
            try (Client client = new Client(free)) {
                assertEquals("hello", client.line());
            }
        }
    }

    @Test
    void aClientThatDoesNotHangUpIsCutWhenItsServiceIsTakenAway() throws Exception {
        place.serve(protocol);
        try (Client client = client()) {
            client.line();
            CompletableFuture.runAsync(place::close).get(8, TimeUnit.SECONDS);
            assertEquals("stopping", client.line());
        }
    }

    @Test
    void withTheLineServerAllThatItOfferedIsGone() {
        assertEquals(List.of(place.service()), registered);
        engine.close();
        assertEquals(List.of(), registered);
        assertEquals(State.DOWN, place.service().state());
        assertThrows(IllegalStateException.class, () -> offer("late"));
        assertEquals(List.of(), registered);
    }

    @Test
    void aNameIsOfferedOnce() throws Exception {
        LineEngine.Place second = offer("echo");
        assertEquals(List.of(second.service()), registered);
        assertEquals(State.DOWN, place.service().state());
        place.close();
        assertEquals(List.of(second.service()), registered);
        finish(second.service().start());
        second.close();
        assertEquals(List.of(), registered);
    }

    // ---

    private static void assertRefused(Client client) throws IOException {
        assertEquals("refused UNAVAILABLE", client.line());
        assertNull(client.line());
    }

    private static String lineOrEnd(Client client) throws IOException {
        try {
            return client.line();
        } catch (java.net.SocketException reset) {
            return null;
        }
    }

    private Client client() throws IOException {
        return new Client(port(0));
    }

    private int port(int index) {
        return place.service().endpoints().get(index).port();
    }

    private MailService named(String name) {
        return registered.stream().filter(service -> service.name().equals(name)).findFirst().orElse(place.service());
    }

    private static int freePort() throws IOException {
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0, 1,
                java.net.InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void finish(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    private static void await(java.util.function.BooleanSupplier condition) {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertFalse(System.nanoTime() > limit, "did not come true in time");
            Thread.onSpinWait();
        }
    }
}
