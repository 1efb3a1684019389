package org.sheng.relay.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.sheng.config.Node;
import org.sheng.config.internal.FileSettings;
import org.sheng.dns.internal.DnsResolver;
import org.sheng.dns.internal.TinyDns;
import org.sheng.mail.MailAddress;
import org.sheng.mime.internal.MimeScanner;
import org.sheng.pipeline.internal.Notices;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.queue.internal.Spool;
import org.sheng.queue.internal.Steering;
import org.sheng.queue.internal.Whiteboard;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.rocksdb.internal.MemoryStore;
import org.sheng.store.rocksdb.internal.OpenStore;
import org.sheng.testing.Await;
import org.sheng.testing.HandClock;
import org.sheng.testing.LoopbackNode;
import org.sheng.testing.SeenEvents;

/** A relay with the real queue, bounces and resolver, an internet of loopback around it, and settings in files. */
final class RelayFixture implements AutoCloseable {
    static final String RETURN_PATH = "Return-Path: <a@here.example>\r\n";

    final TinyDns dns = new TinyDns();
    final HandClock clock = new HandClock();
    final SeenEvents events = new SeenEvents();
    final Set<InetSocketAddress> own = ConcurrentHashMap.newKeySet();
    final OpenStore store = MemoryStore.open();
    final Spool queue;
    final Steering steering;
    final Relay relay;
    private final FileSettings settings;
    private final DnsResolver resolver;

    RelayFixture(Path etc, String... relaySettings) throws IOException {
        this(etc, List.of("retry = 1s,4h", "delay-notice = 1s"), relaySettings);
    }

    RelayFixture(Path etc, List<String> queueSettings, String... relaySettings) throws IOException {
        write(etc, "org.sheng.dns", "servers = 127.0.0.1:" + dns.address().getPort(), "timeout = 1s", "tries = 1");
        write(etc, "org.sheng.queue", queueSettings.toArray(String[]::new));
        List<String> lines = new ArrayList<>(List.of(relaySettings));
        write(etc, "org.sheng.relay", lines.toArray(String[]::new));
        settings = new FileSettings(etc, StandardCharsets.UTF_8, name -> null);
        resolver = new DnsResolver(settings);
        queue = new Spool(store, events, settings, clock);
        steering = new Steering(queue);
        Whiteboard workers = new Whiteboard(queue);
        Node node = new LoopbackNode("mx.here.example", etc);
        relay = new Relay(worker -> {
            workers.bindWorker(worker);
            return () -> workers.unbindWorker(worker);
        }, own::contains, node, store, resolver, new Notices(node, store, queue, new MimeScanner(), settings), events, settings);
    }

    private static void write(Path etc, String pid, String... lines) throws IOException {
        Files.write(etc.resolve(pid + ".cfg"), List.of(lines));
    }

    QueueEntry send(String content, String... recipients) throws Exception {
        return send(content, Submission.Options.NONE, recipients);
    }

    QueueEntry send(String content, Submission.Options options, String... recipients) throws Exception {
        return send(Optional.of(MailAddress.parse("a@here.example")), content, options, recipients);
    }

    QueueEntry send(Optional<MailAddress> sender, String content, Submission.Options options,
            String... recipients) throws Exception {
        BlobWriter blob = store.newBlob();
        byte[] bytes = (RETURN_PATH + content).getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += 50_000) {
            if (!blob.writable()) {
                blob.drained().toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
            blob.write(ByteBuffer.wrap(bytes, at, Math.min(50_000, bytes.length - at)));
        }
        Batch batch = new Batch().blob(blob.finish(new byte[0]));
        List<Recipient> to = List.of(recipients).stream().map(MailAddress::parse).map(Recipient::of).toList();
        QueueEntry entry = queue.add(batch, Route.remote(to.get(0).address().domain()), new Submission(UUID.randomUUID().toString(),
                sender, to, blob.id(), blob.size(), RETURN_PATH.length(), clock.instant(), 0, options));
        queue.commit(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return entry;
    }

    /** The text of the only bounce, when the message itself has left the queue. */
    String bounceFor(QueueEntry sent) {
        Await.until("the message left the queue", () -> steering.entry(sent.id()).isEmpty());
        return bounce();
    }

    String bounce() {
        List<String> notices = notices();
        if (notices.size() != 1) {
            throw new AssertionError(notices.size() + " notices: " + notices);
        }
        return notices.get(0);
    }

    /** The messages with the null path that wait to be delivered here, in the order in which they were made. */
    List<String> notices() {
        return steering.list(QueueAdmin.Filter.ALL, Optional.empty(), 100).entries().stream()
                .filter(entry -> entry.route().equals(Route.INCOMING) && entry.message().sender().isEmpty())
                .map(entry -> text(entry.message().blob())).toList();
    }

    QueueEntry deferred(QueueEntry sent) {
        Await.until("it is deferred", () -> steering.entry(sent.id()).map(entry -> entry.attempts() > 0).orElse(false));
        return steering.entry(sent.id()).orElseThrow();
    }

    String text(BlobId blob) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (ByteBuffer piece = store.read(blob, 0, 65_536); piece.hasRemaining(); piece = store.read(blob, all.size(), 65_536)) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            all.writeBytes(bytes);
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        relay.close();
        steering.close();
        queue.close();
        resolver.close();
        settings.close();
        dns.close();
        store.close();
    }
}
