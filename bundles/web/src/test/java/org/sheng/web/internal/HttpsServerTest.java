package org.sheng.web.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.event.MailEvent;
import org.sheng.service.MailService.State;
import org.sheng.testing.Await;
import org.sheng.web.RequestLimits;

/** The real server on a real socket: protocols, states, limits, hostile clients. */
@Timeout(60)
class HttpsServerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    @TempDir
    Path home;

    private final Page page = new Page();
    private ServerFixture at;

    /** Does what the path says. */
    private static final class Page extends HttpServlet {
        private static final long serialVersionUID = 1;
        private final transient CountDownLatch release = new CountDownLatch(1);
        private final transient CountDownLatch reached = new CountDownLatch(1);

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            switch (request.getRequestURI()) {
                case "/error" -> throw new NoClassDefFoundError("some/secret/Name");
                case "/exception" -> throw new IllegalStateException("a secret");
                case "/csp" -> response.setHeader("Content-Security-Policy", "default-src 'self'");
                case "/large" -> request.setAttribute(RequestLimits.BODY, 5_000L);
                case "/small" -> request.setAttribute(RequestLimits.BODY, 10L);
                case "/wait" -> {
                    reached.countDown();
                    try {
                        release.await(20, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                }
                default -> { }
            }
            response.getOutputStream().print("read " + request.getInputStream().readAllBytes().length);
        }
    }

    private void begin(ServerFixture.Change settings) throws Exception {
        begin("127.0.0.1", settings);
    }

    private void begin(String address, ServerFixture.Change settings) throws Exception {
        at = new ServerFixture(home, address, settings.made(), page);
        at.begin();
    }

    @AfterEach
    void end() {
        page.release.countDown();
        if (at != null) {
            at.close();
        }
    }

    private String ask(String request) throws Exception {
        try (Client client = at.client()) {
            return client.send(request).answer();
        }
    }

    @Test
    void http2AndHttp1AreSpoken() throws Exception {
        begin(ServerFixture.settings());
        HttpClient client = HttpClient.newBuilder().sslContext(Client.trusting()).build();
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + at.port()
                + "/")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(HttpClient.Version.HTTP_2, answer.version());
        assertEquals("read 0", answer.body());
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void tls12And13AloneAreSpoken() throws Exception {
        begin(ServerFixture.settings());
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (Client client = at.client(version)) {
                assertEquals(version, client.protocol());
            }
        }
        assertThrows(SSLException.class, () -> at.client("TLSv1.1").close());
    }

    @Test
    void everyAnswerHasTheSecurityHeadersAndNoVersion() throws Exception {
        begin(ServerFixture.settings());
        for (String request : List.of(GET, GET.replace("/ ", "/exception "), GET.replace("GET", "TRACE"),
                "nonsense\r\n\r\n")) {
            String answer = ask(request);
            assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
            assertTrue(answer.contains("frame-ancestors 'none'"), answer);
            assertTrue(answer.contains("Referrer-Policy: no-referrer"), answer);
            assertFalse(answer.contains("Strict-Transport-Security"), "not on loopback: " + answer);
            assertFalse(answer.toLowerCase(java.util.Locale.ROOT).contains("jetty"), answer);
            assertFalse(answer.contains("Server:"), answer);
        }
        assertTrue(ask(GET.replace("/ ", "/csp ")).contains("Content-Security-Policy: default-src 'self'\r\n"));
    }

    @Test
    void offLoopbackBrowsersAreToldToStayWithHttps() throws Exception {
        String address = java.net.NetworkInterface.networkInterfaces().flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(each -> each instanceof java.net.Inet4Address && !each.isLoopbackAddress())
                .map(java.net.InetAddress::getHostAddress).findFirst().orElse(null);
        org.junit.jupiter.api.Assumptions.assumeTrue(address != null, "this machine has loopback alone");
        begin(address, ServerFixture.settings());
        assertTrue(ask(GET).contains("Strict-Transport-Security: max-age=31536000\r\n"));
    }

    @Test
    void anErrorOrExceptionIsToldByItsStatusAlone() throws Exception {
        begin(ServerFixture.settings());
        for (String path : List.of("/error", "/exception")) {
            String answer = ask("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
            assertTrue(answer.endsWith("\r\n\r\n500 Server Error\n"), answer);
            assertFalse(answer.contains("ecret"), answer);
        }
        String problem = ask("GET /error HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\n\r\n");
        assertTrue(problem.contains("Content-Type: application/problem+json"), problem);
        assertTrue(problem.endsWith("{\"type\":\"about:blank\",\"title\":\"Server Error\",\"status\":500}\n"), problem);
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "), "others are served on");
    }

    @Test
    void traceAndConnectAreRefused() throws Exception {
        begin(ServerFixture.settings());
        String trace = ask("TRACE / HTTP/1.1\r\nHost: x\r\nCookie: secret\r\n\r\n");
        assertTrue(trace.startsWith("HTTP/1.1 405 "), trace);
        assertTrue(trace.contains("Allow: "), trace);
        assertFalse(trace.contains("secret"), trace);
        assertTrue(ask("CONNECT y:80 HTTP/1.1\r\nHost: y:80\r\n\r\n").startsWith("HTTP/1.1 405 "));
    }

    @Test
    void contentIsLimitedAndAServletSetsAnotherLimit() throws Exception {
        begin(ServerFixture.settings());
        assertTrue(post("/", 1_000).endsWith("read 1000"));
        assertTrue(post("/", 1_001).startsWith("HTTP/1.1 413 "));
        assertTrue(post("/large", 5_000).endsWith("read 5000"));
        assertTrue(post("/large", 5_001).startsWith("HTTP/1.1 413 "));
        assertTrue(post("/small", 11).startsWith("HTTP/1.1 413 "));
        String chunked = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + ("200\r\n"
                + "x".repeat(512) + "\r\n").repeat(3)
                + "0\r\n\r\n";
        assertTrue(ask(chunked).startsWith("HTTP/1.1 413 "), "no length was announced");
    }

    private String post(String path, int length) throws Exception {
        return ask("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\n"
                + "x".repeat(length));
    }

    @Test
    void aHeaderThatIsTooLargeIsRefused() throws Exception {
        begin(ServerFixture.settings());
        try (Client client = at.client()) {
            String answer;
            try {
                client.send("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(1 << 20) + "\r\n\r\n");
            } catch (IOException cut) {
                // the server closed before it was sent to its end
            }
            try {
                answer = client.answer();
            } catch (IOException cut) {
                answer = "";
            }
            assertTrue(answer.isEmpty() || answer.startsWith("HTTP/1.1 431 "), answer);
        }
        assertTrue(ask("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(17_000) + "\r\n\r\n")
                .startsWith("HTTP/1.1 431 "));
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aClientThatSendsByteByByteIsCut() throws Exception {
        ServerFixture.Change settings = ServerFixture.settings();
        settings.requestTimeout = Duration.ofSeconds(2);
        begin(settings);
        try (Client client = at.client()) {
            client.send("GET / HTTP/1.1\r\n");
            Await.until("it is cut while it goes on sending", () -> {
                try {
                    client.send("X");
                    return at.service.counters().inboundAssociations() == 0;
                } catch (IOException cut) {
                    return true;
                }
            });
        }
        Await.until("it is counted off", () -> at.service.counters().inboundAssociations() == 0);
    }

    @Test
    void aConnectionInWorkIsNotCutAndAnIdleOneIs() throws Exception {
        ServerFixture.Change settings = ServerFixture.settings();
        settings.requestTimeout = Duration.ofSeconds(1);
        settings.idle = Duration.ofSeconds(2);
        begin(settings);
        try (Client working = at.client(); Client idle = at.client()) {
            working.send(GET.replace("/ ", "/wait "));
            assertTrue(idle.send(GET).answer().startsWith("HTTP/1.1 200 "));
            assertTrue(idle.closed(), "after its idle time");
            page.release.countDown();
            assertTrue(working.answer().startsWith("HTTP/1.1 200 "), "work took longer than the idle time");
        }
    }

    @Test
    void requestsAboveTheRateAreRefusedAndTrustedClientsAreNotCounted() throws Exception {
        ServerFixture.Change settings = ServerFixture.settings();
        settings.requests = 3;
        begin(settings);
        try (Client client = at.client()) {
            for (int i = 0; i < 3; i++) {
                assertTrue(client.send(GET).answer().startsWith("HTTP/1.1 200 "));
            }
            String refused = client.send(GET).answer();
            assertTrue(refused.startsWith("HTTP/1.1 429 "), refused);
            assertTrue(refused.contains("Retry-After: "), refused);
        }
        at.trusted = new org.sheng.net.Networks(List.of("127.0.0.0/8"));
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void connectionsAboveTheLimitsAreClosedAndCounted() throws Exception {
        ServerFixture.Change settings = ServerFixture.settings();
        settings.perAddress = 3;
        begin(settings);
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(at.client());
        }
        assertThrows(IOException.class, at::client);
        assertEquals(1, at.service.counters().rejectedInboundAssociations());
        assertEquals(3, at.service.counters().inboundAssociations());
        assertEquals("too many from address", at.events.of(MailEvent.ConnectionRefused.class).get(0).reason());

        at.trusted = new org.sheng.net.Networks(List.of("127.0.0.0/8"));
        settings.connections = 4;
        at.settings = settings.made();
        clients.add(at.client());
        assertThrows(IOException.class, at::client);
        Await.until("it is congested", () -> at.service.state() == State.CONGESTED);
        for (Client client : clients) {
            client.close();
        }
        Await.until("it is up again", () -> at.service.state() == State.UP && at.service.counters()
                .inboundAssociations() == 0);
        assertEquals(4, at.service.counters().accumulatedInboundAssociations());
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aReplacedCertificateIsShownToNewConnectionsWhileOldOnesLiveOn() throws Exception {
        begin(ServerFixture.settings());
        try (Client kept = at.client()) {
            X509Certificate before = kept.peer();
            assertTrue(kept.send(GET).answer().startsWith("HTTP/1.1 200 "));
            Files.delete(home.resolve("etc/tls/node.crt")); // the node makes another
            Await.until("the new certificate is shown", () -> {
                try (Client client = at.client()) {
                    return !client.peer().equals(before);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertTrue(kept.send(GET).answer().startsWith("HTTP/1.1 200 "), "the connection from before");
            assertEquals(1, at.events.of(MailEvent.ServiceStateChanged.class).size(),
                    "the listener was not opened anew");
        }
    }

    @Test
    void stopClosesThePortAndStartOpensItAgain() throws Exception {
        begin(ServerFixture.settings());
        int port = at.port();
        try (Client idle = at.client()) {
            idle.send(GET).answer();
            at.service.stop().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertEquals(State.DOWN, at.service.state());
            assertTrue(idle.closed());
        }
        assertThrows(IOException.class, () -> new Client("127.0.0.1", port).close());
        assertEquals(List.of(), at.service.endpoints());
        at.begin();
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
        assertEquals(0, at.service.counters().rejectedInboundAssociations());
    }

    @Test
    void quiesceLetsWorkEndAndTakesNoNew() throws Exception {
        begin(ServerFixture.settings());
        int port = at.port();
        try (Client working = at.client()) {
            working.send(GET.replace("/ ", "/wait "));
            assertTrue(page.reached.await(10, TimeUnit.SECONDS));
            CompletableFuture<Void> quiesced = at.service.quiesce().toCompletableFuture();
            assertEquals(State.QUIESCING, at.service.state());
            assertThrows(IOException.class, () -> new Client("127.0.0.1", port).close());
            assertFalse(quiesced.isDone());
            page.release.countDown();
            assertTrue(working.answer().startsWith("HTTP/1.1 200 "));
            quiesced.get(20, TimeUnit.SECONDS);
        }
        assertEquals(State.DOWN, at.service.state());
    }

    @Test
    void workThatDoesNotEndIsCutAtTheLimitAndAStartMeanwhileServesAgain() throws Exception {
        begin(ServerFixture.settings());
        try (Client working = at.client()) {
            working.send(GET.replace("/ ", "/wait "));
            assertTrue(page.reached.await(10, TimeUnit.SECONDS));
            at.service.quiesce();
            at.service.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
            assertTrue(working.closed());
        }
        assertTrue(ask(GET).startsWith("HTTP/1.1 200 "));
    }

    @Test
    void aPortThatIsTakenHaltsItWithAReasonThatSaysWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(new InetSocketAddress("127.0.0.1", 0));
            ServerFixture.Change settings = ServerFixture.settings();
            settings.port = taken.getLocalPort();
            at = new ServerFixture(home, "127.0.0.1", settings.made(), page);
            assertThrows(ExecutionException.class, at::begin);
            assertEquals(State.HALTED, at.service.state());
            assertTrue(at.service.reason().contains("port " + taken.getLocalPort() + " (Address already in use)"),
                    at.service.reason());
            assertTrue(at.service.reason().contains("ss -ltnp"), at.service.reason());
        }
        at.begin();
        assertEquals(State.UP, at.service.state());
        assertNotEquals(0, at.port());
    }
}
