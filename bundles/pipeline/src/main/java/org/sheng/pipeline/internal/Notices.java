package org.sheng.pipeline.internal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sheng.config.Node;
import org.sheng.config.Settings;
import org.sheng.event.MailEvent;
import org.sheng.mail.MailAddress;
import org.sheng.mime.MessageScanner;
import org.sheng.pipeline.Bounces;
import org.sheng.queue.MailQueue;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;
import org.sheng.queue.Recipient.Notify;
import org.sheng.queue.Route;
import org.sheng.queue.Submission;
import org.sheng.store.Batch;
import org.sheng.store.MailStore;

/** Notices to senders, as messages with the null path (RFC 5321 §4.5.5) that go the way of all messages. */
@Component(service = {Bounces.class, Notices.class})
public final class Notices implements Bounces {
    private final Node node;
    private final MailStore store;
    private final MailQueue queue;
    private final MessageScanner scanner;
    private final InstantSource clock;
    private final Settings.Watch<PipelineSettings> settings;

    @Activate
    public Notices(@Reference Node node, @Reference MailStore store, @Reference MailQueue queue, @Reference MessageScanner scanner,
            @Reference Settings settings) {
        this(node, store, queue, scanner, settings, InstantSource.system());
    }

    Notices(Node node, MailStore store, MailQueue queue, MessageScanner scanner, Settings settings, InstantSource clock) {
        this.node = node;
        this.store = store;
        this.queue = queue;
        this.scanner = scanner;
        this.clock = clock;
        this.settings = settings.watch("org.sheng.pipeline", PipelineSettings.class, values -> { }); // asked each time
    }

    @Deactivate
    void close() {
        settings.close();
    }

    @Override
    public Optional<MailEvent.BounceQueued> failed(Batch batch, QueueEntry entry, List<Failure> failures) {
        return queue(batch, entry, wanted(failures, Notify.FAILURE), Notice.Kind.FAILED);
    }

    @Override
    public Optional<MailEvent.BounceQueued> delayed(Batch batch, QueueEntry entry, List<Failure> failures) {
        return queue(batch, entry, wanted(failures, Notify.DELAY), Notice.Kind.DELAYED);
    }

    /** RFC 3461 §4.1: no NOTIFY is FAILURE and DELAY here. */
    private static List<Failure> wanted(List<Failure> failures, Notify notify) {
        return failures.stream().filter(failure -> wants(failure.recipient().notices(), notify)).toList();
    }

    private static boolean wants(Set<Notify> notices, Notify notify) {
        return notices.isEmpty() || notices.contains(notify);
    }

    private Optional<MailEvent.BounceQueued> queue(Batch batch, QueueEntry entry, List<Failure> failures, Notice.Kind kind) {
        Optional<MailAddress> to = entry.message().sender();
        if (to.isEmpty() || failures.isEmpty()) {
            return Optional.empty(); // RFC 5321 §6.1: never a notice about a notice
        }
        Instant now = clock.instant();
        NoticeWriter writer = new NoticeWriter(store, scanner);
        Notice notice = new Notice(node.hostName(), kind, to.get(), entry, failures, now,
                NoticeTexts.in(settings.values().noticeLanguage(to.get().domain())));
        NoticeWriter.Written written;
        try {
            written = notice.write(writer, settings.values().bounceFullMax());
        } catch (RuntimeException e) {
            writer.abort();
            throw e;
        }
        batch.blob(written.blob());
        queue.add(batch, Route.INCOMING, new Submission(notice.trace(), Optional.empty(), List.of(Recipient.of(to.get())),
                written.blob().id(), written.blob().size(), written.skip(), now, 0,
                new Submission.Options(notice.eightBit(), notice.international(), false, "", "")));
        return Optional.of(new MailEvent.BounceQueued(entry.message().trace(), notice.trace(), to.get(), kind.word()));
    }
}
