package org.sheng.pop3.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.sheng.config.internal.SettingsSchema;
import org.sheng.directory.Limits;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.net.ServiceSpec;
import org.sheng.net.ServiceSpec.Port;
import org.sheng.net.ServiceSpec.Security;
import org.sheng.net.internal.LineEngine;
import org.sheng.net.internal.NetSettings;
import org.sheng.service.MailService;
import org.sheng.store.Batch;
import org.sheng.store.BlobReader;
import org.sheng.store.BlobWriter;
import org.sheng.store.Flags;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.LoopbackNode;

/** POP3 over the real line server and the store in memory, with two users: ann and bob, password secret. */
final class Node implements AutoCloseable {
    static final User ANN = user("ann");
    static final User BOB = user("bob");

    final OpenStore store = MemoryStore.open();
    /** Messages that are being sent now. */
    final AtomicInteger readers = new AtomicInteger();
    final FixedAuthenticator authenticator = new FixedAuthenticator(List.of(ANN, BOB));
    private final LineEngine engine;
    private final LineEngine.Place offer;

    Node(Path home) throws Exception {
        this(home, Map.of(), Duration.ofSeconds(30));
    }

    Node(Path home, Map<String, String> settings, Duration idleBeforeLogin) throws Exception {
        Pop3Settings values = SettingsSchema.of(Pop3Settings.class, settings);
        engine = new LineEngine(new LoopbackNode("localhost", home), NetSettings.DEFAULTS, event -> { }, service -> () -> { });
        offer = engine.offer(new ServiceSpec("pop3", "POP3 in a test", MailService.Kind.ACCESS,
                List.of(new Port(0, Security.STARTTLS), new Port(0, Security.TLS))),
                () -> new org.sheng.net.Limits(values.maxConnections(), values.maxConnectionsPerAddress(),
                        values.maxConnectRate(), idleBeforeLogin, Pop3Session.LONGEST_LINE),
                new Pop3Protocol(), new Pop3Sessions(counted(store, MailStore.class), authenticator, () -> values));
        offer.service().start().toCompletableFuture().get();
    }

    /** The same, counting the readers that were opened and not yet closed. */
    private <T> T counted(T real, Class<T> type) {
        Class<?>[] types = {type};
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), types, (proxy, method, arguments) -> {
            Object result;
            try {
                result = method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (result instanceof BlobReader reader) {
                readers.incrementAndGet();
                return counted(reader, BlobReader.class);
            }
            if (real instanceof BlobReader && method.getName().equals("close")) {
                readers.decrementAndGet();
            }
            return result;
        }));
    }

    int port() {
        return offer.service().endpoints().get(0).port();
    }

    int tlsPort() {
        return offer.service().endpoints().get(1).port();
    }

    Client client() throws Exception {
        return new Client(port());
    }

    void stopService() throws Exception {
        offer.service().stop().toCompletableFuture().get();
    }

    /** Line ends of the text become CRLF. */
    void deliver(User user, String text) {
        deliver(user, text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void deliver(User user, byte[] bytes) {
        BlobWriter blob = store.newBlob();
        blob.write(ByteBuffer.wrap(bytes));
        Batch batch = new Batch().blob(blob.finish(new byte[0]));
        batch.append(user.id(), Mailbox.INBOX, blob.id(), Flags.NONE, 0, 0, 0, 0, 0, 1);
        store.commit(batch).toCompletableFuture().join();
    }

    /** What is in the user's INBOX now. */
    List<Message> inbox(User user) {
        return store.mailbox(user.id(), Mailbox.INBOX)
                .map(inbox -> store.messages(inbox.id(), 1, 0xffff_ffffL, 10_000)).orElse(List.of());
    }

    @Override
    public void close() {
        offer.close();
        engine.close();
        store.close();
    }

    private static User user(String name) {
        MailAddress address = MailAddress.parse(name + "@example.org");
        return new User(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), address, List.of(address), name,
                true, "", Limits.NONE);
    }
}
