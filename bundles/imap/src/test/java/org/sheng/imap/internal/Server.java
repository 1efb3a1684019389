package org.sheng.imap.internal;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sheng.auth.Authenticator;
import org.sheng.auth.SaslExchange;
import org.sheng.auth.Verdict;
import org.sheng.directory.Limits;
import org.sheng.directory.User;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.mail.MailAddress;
import org.sheng.mime.internal.MimeScanner;
import org.sheng.net.internal.LineEngine;
import org.sheng.net.internal.NetSettings;
import org.sheng.store.BlobReader;
import org.sheng.store.MailStore;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.LoopbackNode;

/** IMAP on the real line server and a store in memory, with users that are made as they are named; the password is {@code secret}. */
final class Server implements AutoCloseable {
    static final ImapSettings SETTINGS = new ImapSettings(true, 0, 0, 20_000, 20_000, 1_000_000, Duration.ofSeconds(60), Duration.ofMinutes(30),
            60L << 20, 3);

    final OpenStore store;
    final Map<String, User> users = new ConcurrentHashMap<>();
    /** Messages that are being sent now. */
    final AtomicInteger readers = new AtomicInteger();
    /** Called once, when the next message was opened. */
    volatile Runnable opened = () -> { };
    final Imap imap;
    private final LineEngine engine;
    private final LineEngine.Place offer;

    Server(Path home) throws Exception {
        this(home, SETTINGS);
    }

    Server(Path home, ImapSettings settings) throws Exception {
        this(home, settings, MemoryStore.open());
    }

    /** The store is closed with it. */
    Server(Path home, ImapSettings settings, OpenStore store) throws Exception {
        this.store = store;
        engine = new LineEngine(new LoopbackNode("mx.sheng.example", home), NetSettings.DEFAULTS, event -> { }, service -> () -> { });
        imap = new Imap(counted(store, MailStore.class), new Passwords(), new MimeScanner(), () -> settings,
                Clock.systemUTC());
        offer = engine.offer(ImapService.spec(0, 0), settings::limits, new ImapProtocol(),
                connection -> new ImapSession(imap, connection));
        offer.service().start().toCompletableFuture().get(30, TimeUnit.SECONDS);
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
                Runnable once = opened;
                opened = () -> { };
                once.run();
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

    /** Not logged in. */
    RawClient client() throws IOException {
        return new RawClient(port());
    }

    RawClient loggedIn(String user) throws IOException {
        RawClient client = client();
        client.greeting();
        client.ok("LOGIN " + user + " secret");
        return client;
    }

    void limit(String user, Limits limits) {
        MailAddress address = MailAddress.parse(user + "@sheng.example");
        users.put(user, new User(UUID.nameUUIDFromBytes(user.getBytes()), address, List.of(address), "", true, "", limits));
    }

    User user(String name) {
        if (!users.containsKey(name)) {
            limit(name, Limits.NONE);
        }
        return users.get(name);
    }

    @Override
    public void close() {
        offer.close();
        engine.close();
        store.close();
    }


    private final class Passwords implements Authenticator {
        @Override
        public CompletionStage<Verdict> verify(Origin origin, String login, char[] password) {
            boolean right = new String(password).equals("secret");
            return CompletableFuture.supplyAsync(() -> right ? new Verdict.Accepted(user(login)) : new Verdict.Refused());
        }

        @Override
        public List<String> mechanisms(boolean confidential) {
            return confidential ? List.of("SCRAM-SHA-256", "PLAIN") : List.of("SCRAM-SHA-256"); // as on a node
        }

        @Override
        public Optional<SaslExchange> sasl(Origin origin, String mechanism, boolean confidential) {
            if (!mechanism.equals("PLAIN") || !confidential) {
                return Optional.empty();
            }
            return Optional.of(new SaslExchange() {
                @Override
                public boolean clientFirst() {
                    return true;
                }

                @Override
                public CompletionStage<Step> step(byte[] response) {
                    String[] parts = new String(response).split("\0", -1);
                    if (parts.length != 3) {
                        return CompletableFuture.completedFuture(new Step.Done(new Verdict.Refused()));
                    }
                    return verify(origin, parts[1], parts[2].toCharArray()).thenApply(Step.Done::new);
                }
            });
        }
    }
}
