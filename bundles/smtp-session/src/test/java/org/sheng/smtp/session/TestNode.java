package org.sheng.smtp.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.sheng.config.Node;
import org.sheng.event.MailEvent;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.net.internal.LineEngine;
import org.sheng.net.internal.NetSettings;
import org.sheng.service.MailService;
import org.sheng.testing.LoopbackNode;

/** The real listener, with fakes behind it. */
public final class TestNode implements AutoCloseable {
    public final FakeStore store = new FakeStore();
    public final FakeDirectory directory = new FakeDirectory();
    public final FakeQueue queue = new FakeQueue(store);
    public final FakeScanner scanner = new FakeScanner();
    public final List<MailEvent> events = new CopyOnWriteArrayList<>();
    public final Services services;
    private final LineEngine engine;
    private MailService service;

    public TestNode(Path home) {
        Node node = new LoopbackNode("mx.sheng.example", home);
        services = new Services(node, directory, store, scanner, events::add, Optional.of(new FakeAuthenticator(directory)));
        engine = new LineEngine(node, NetSettings.DEFAULTS, events::add, made -> () -> { });
    }

    /** Serves on two free ports: STARTTLS, then TLS. */
    public void serve(Dialect dialect, Policy policy) throws Exception {
        serve(dialect, policy, services);
    }

    /** The same with engines of the test's own. */
    public void serve(Dialect dialect, Policy policy, Services engines) throws Exception {
        LineEngine.Place offer = engine.offer(new ServiceSpec(policy.service(), "", MailService.Kind.RECEIVE,
                List.of(new Port(0, Security.STARTTLS), new Port(0, Security.TLS))), () -> policy.limits().connections(),
                new SmtpProtocol(engines.node().hostName()), new SmtpSessions(dialect, policy, engines));
        service = offer.service();
        service.start().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    public SmtpClient client() throws IOException {
        return new SmtpClient(service.endpoints().get(0).port());
    }

    public SmtpClient tlsClient() throws Exception {
        return new SmtpClient(service.endpoints().get(1).port()).tls();
    }

    public MailService service() {
        return service;
    }

    /** The only message that was queued and committed, as it was kept. */
    public String onlyMessage() {
        await(() -> store.blobs.size() == 1);
        return new String(store.blobs.values().iterator().next(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    public <T> List<T> events(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    public static void await(BooleanSupplier condition) {
        Instant limit = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            if (Instant.now().isAfter(limit)) {
                throw new AssertionError("did not come true in time");
            }
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
