package org.sheng.pipeline.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sheng.config.internal.FileSettings;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;
import org.sheng.mime.internal.MimeScanner;
import org.sheng.queue.Lease;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.queue.internal.Spool;
import org.sheng.queue.internal.Steering;
import org.sheng.queue.internal.Whiteboard;
import org.sheng.store.Batch;
import org.sheng.store.BlobId;
import org.sheng.store.BlobWriter;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;
import org.sheng.store.Message;
import org.sheng.testing.Await;
import org.sheng.testing.LoopbackNode;
import org.sheng.testing.SeenEvents;

/** A pipeline with the real queue over a store, and settings in files. */
final class PipelineFixture {
    static final String RETURN_PATH = "Return-Path: <a@far.example>\r\n";
    static final String TEXT = RETURN_PATH + "From: a@far.example\r\nSubject: hello\r\n\r\nIn the body.\r\n";

    final SeenEvents events = new SeenEvents();
    final People people = new People();
    final BlockingQueue<QueueEntry> relayed = new LinkedBlockingQueue<>();
    final MailStore store;
    final Spool queue;
    final Steering steering;
    final Whiteboard workers;
    final Pipeline pipeline;
    private final FileSettings settings;

    PipelineFixture(MailStore store, Path etc) {
        this.store = store;
        this.settings = new FileSettings(etc, StandardCharsets.UTF_8, name -> null);
        this.queue = new Spool(store, events, settings);
        this.steering = new Steering(queue);
        this.workers = new Whiteboard(queue);
        Notices notices = new Notices(new LoopbackNode("mx.here.example", etc), store, queue, new MimeScanner(), settings);
        this.pipeline = new Pipeline(worker -> {
            workers.bindWorker(worker);
            return () -> workers.unbindWorker(worker);
        }, store, queue, people, notices, events, settings, InstantSource.system());
        workers.bindWorker(new Relay());
    }

    void close() throws Exception {
        pipeline.close();
        steering.close();
        queue.close();
        settings.close();
    }

    /** Takes what goes to other hosts. */
    private final class Relay implements QueueWorker {
        @Override
        public Route.Kind kind() {
            return Route.Kind.REMOTE;
        }

        @Override
        public int capacity() {
            return 10;
        }

        @Override
        public CompletionStage<Outcome> work(Lease lease) {
            relayed.add(lease.entry());
            Batch batch = new Batch();
            lease.settle(batch, List.of(), "", false);
            return lease.commit(batch).thenApply(done -> Outcome.ALIVE);
        }
    }

    QueueEntry relayedNext() throws InterruptedException {
        return Optional.ofNullable(relayed.poll(30, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("nothing was relayed"));
    }

    /** Accepts a message; complete when it is durable. */
    QueueEntry send(String sender, String... recipients) throws Exception {
        return send(Submission.Options.NONE, sender, recipients);
    }

    QueueEntry send(Submission.Options options, String sender, String... recipients) throws Exception {
        BlobWriter blob = store.newBlob();
        blob.write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
        Batch batch = new Batch().blob(blob.finish(new byte[0]));
        QueueEntry entry = queue.add(batch, Route.INCOMING, submission(options, sender, blob, recipients));
        queue.commit(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return entry;
    }

    CompletableFuture<List<org.sheng.pipeline.LocalDelivery.Answer>> deliver(String sender, String... recipients) {
        BlobWriter blob = store.newBlob();
        blob.write(ByteBuffer.wrap(TEXT.getBytes(StandardCharsets.UTF_8)));
        BlobWriter.FinishedBlob finished = blob.finish(new byte[0]);
        return pipeline.deliver(finished, submission(Submission.Options.NONE, sender, blob, recipients)).toCompletableFuture();
    }

    private static Submission submission(Submission.Options options, String sender, BlobWriter blob, String... recipients) {
        return new Submission(UUID.randomUUID().toString(), sender.isEmpty() ? Optional.empty() : Optional.of(MailAddress.parse(sender)),
                List.of(recipients).stream().map(MailAddress::parse).map(Recipient::of).toList(), blob.id(), blob.size(),
                RETURN_PATH.length(), Instant.now(), 0, options);
    }

    void awaitEmptyQueue() {
        Await.until("the queue is empty", () -> queue.size() == 0);
    }

    List<Message> messages(User user, String mailbox) {
        return store.mailbox(user.id(), mailbox).map(Mailbox::id).map(id -> store.messages(id, 1, 1L << 32, 10_000)).orElse(List.of());
    }

    List<Message> inbox(User user) {
        return messages(user, Mailbox.INBOX);
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
}
