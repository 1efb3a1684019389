package org.sheng.queue.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.sheng.mail.MailAddress;
import org.sheng.queue.Lease;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.QueueWorker;
import org.sheng.queue.Recipient;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;
import org.sheng.store.BlobWriter;
import org.sheng.store.MailStore;
import org.sheng.testing.FixedSettings;
import org.sheng.testing.HandClock;
import org.sheng.testing.SeenEvents;

/** A queue over a store, with workers that do what the test says. */
final class QueueFixture {
    static final QueueSettings SETTINGS = new QueueSettings(List.of(Duration.ofMinutes(1), Duration.ofHours(1)), Duration.ofDays(5),
            Duration.ofHours(4), 2, 4, Duration.ofMinutes(1), Duration.ofMinutes(30), 1_000_000, Duration.ofSeconds(5));

    final HandClock clock = new HandClock();
    final SeenEvents events = new SeenEvents();
    final MailStore store;
    final Spool spool;
    final Steering steering;

    QueueFixture(MailStore store) {
        this(store, SETTINGS);
    }

    QueueFixture(MailStore store, QueueSettings settings) {
        this.store = store;
        this.spool = new Spool(store, events, new FixedSettings(settings), clock);
        this.steering = new Steering(spool);
    }

    void close() {
        steering.close();
        spool.close();
    }

    /** Worked on, until the test ends it. */
    record Job(Lease lease, CompletableFuture<QueueWorker.Outcome> end) {
        void settle(List<Recipient> remaining, String reply, QueueWorker.Outcome outcome) throws Exception {
            Batch batch = new Batch();
            lease.settle(batch, remaining, reply, false);
            lease.commit(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
            end.complete(outcome);
        }

        void deliver() throws Exception {
            settle(List.of(), "", QueueWorker.Outcome.ALIVE);
        }

        void defer(QueueWorker.Outcome outcome) throws Exception {
            settle(lease.entry().message().recipients(), "450 4.2.0 later", outcome);
        }
    }

    /** Keeps what it gets for the test. */
    static final class Hands implements QueueWorker {
        private final Route.Kind kind;
        private final int capacity;
        private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();

        Hands(Route.Kind kind, int capacity) {
            this.kind = kind;
            this.capacity = capacity;
        }

        @Override
        public Route.Kind kind() {
            return kind;
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public CompletionStage<Outcome> work(Lease lease) {
            Job job = new Job(lease, new CompletableFuture<>());
            jobs.add(job);
            return job.end();
        }

        Job next() throws InterruptedException {
            return Optional.ofNullable(jobs.poll(30, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("nothing was handed out"));
        }

        int inHand() {
            return jobs.size();
        }
    }

    Hands worker(Route.Kind kind, int capacity) {
        Hands hands = new Hands(kind, capacity);
        spool.dispatcher().bind(hands);
        return hands;
    }

    QueueEntry add(Route route, String sender, String... recipients) throws Exception {
        BlobWriter blob = store.newBlob();
        blob.write(ByteBuffer.wrap("Subject: test\r\n\r\ntext\r\n".getBytes(StandardCharsets.US_ASCII)));
        Batch batch = new Batch().blob(blob.finish(new byte[0]));
        QueueEntry entry = spool.add(batch, route, message(sender, blob, recipients));
        spool.commit(batch).toCompletableFuture().get(30, TimeUnit.SECONDS);
        return entry;
    }

    Submission message(String sender, BlobWriter blob, String... recipients) {
        return new Submission(UUID.randomUUID().toString(), sender.isEmpty() ? Optional.empty() : Optional.of(MailAddress.parse(sender)),
                List.of(recipients).stream().map(MailAddress::parse).map(Recipient::of).toList(), blob.id(), blob.size(), 0,
                clock.instant(), 0, Submission.Options.NONE);
    }
}
