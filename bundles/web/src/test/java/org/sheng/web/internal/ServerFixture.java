package org.sheng.web.internal;

import jakarta.servlet.Servlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sheng.net.Networks;
import org.sheng.net.internal.LineEngine;
import org.sheng.net.internal.NetSettings;
import org.sheng.testing.SeenEvents;

/** The real server with one servlet, on a free port. */
final class ServerFixture implements AutoCloseable {
    final SeenEvents events = new SeenEvents();
    final LineEngine engine;
    final HttpsServer server;
    final HttpsService service;
    final TestNode node;
    volatile WebSettings settings;
    volatile Networks trusted = new Networks(List.of());

    ServerFixture(Path home, String address, WebSettings settings, Servlet servlet) throws Exception {
        this.settings = settings;
        node = new TestNode(home, address);
        engine = new LineEngine(node, NetSettings.DEFAULTS, events, service -> () -> { });
        Associations associations = new Associations(() -> this.settings, () -> trusted, events);
        server = new HttpsServer(() -> this.settings, engine.certificates(), associations, servlet, servlets -> { });
        server.start();
        service = new HttpsService(node, events, () -> this.settings, associations, server);
    }

    /** Generous, but for what a test sets otherwise. Port 0: any. */
    static Change settings() {
        return new Change();
    }

    static final class Change {
        int port;
        int connections = 500;
        int perAddress = 500;
        int rate = 10_000;
        int requests = 100_000;
        Duration requestTimeout = Duration.ofSeconds(10);
        Duration idle = Duration.ofSeconds(10);
        int header = 16_384;
        long body = 1_000;
        Duration quiesce = Duration.ofSeconds(10);

        WebSettings made() {
            return new WebSettings(true, port, connections, perAddress, rate, requests, List.of(), requestTimeout, idle,
                    256, header, body, 16,
                    256, Duration.ofDays(365), List.of(), quiesce);
        }
    }

    void begin() throws Exception {
        service.start().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    int port() {
        return service.endpoints().get(0).port();
    }

    Client client(String... protocols) throws Exception {
        return new Client(node.bindAddress().equals("0.0.0.0") ? "127.0.0.1" : node.bindAddress(), port(), protocols);
    }

    @Override
    public void close() {
        service.close();
        server.close();
        engine.close();
    }
}
