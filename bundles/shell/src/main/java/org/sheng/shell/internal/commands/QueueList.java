package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.mail.MailAddress;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;
import org.sheng.queue.Recipient;

/** Lists what waits in the queue. */
@Service
@Command(scope = "sheng", name = "queue-list", description = "Lists what waits in the queue")
public final class QueueList extends ListCommand {
    private static final int PAGE = 500;

    @Option(name = "--destination", description = "Only entries that go to this domain")
    String destination = "";

    @Option(name = "--text", description = "Only entries with this in sender or recipients")
    String text = "";

    @Option(name = "--held", description = "Only held entries")
    boolean held;

    @Option(name = "--limit", description = "How many entries are shown at most")
    String limit = "1000";

    @Override
    void run() throws Exception {
        long limit = number("--limit", this.limit, 1, Long.MAX_VALUE);
        QueueAdmin queue = service(QueueAdmin.class, "The queue");
        QueueAdmin.Filter filter = new QueueAdmin.Filter(destination, text, held ? Optional.of(true)
                : Optional.empty());
        long shown = 0;
        Optional<UUID> after = Optional.empty();
        try (Listing listing = listing("id", "trace", "kind", "destination", "sender", "recipients", "size", "arrived",
                "attempts", "next", "held",
                "lastReply")) {
            do {
                QueueAdmin.Page page = queue.list(filter, after, (int) Math.min(PAGE, limit - shown));
                page.entries().forEach(entry -> row(listing, entry));
                shown += page.entries().size();
                after = page.next();
            } while (after.isPresent() && shown < limit);
        }
        if (after.isPresent() && !json) {
            out().println("There may be more: --limit shows more than " + limit + ".");
        }
    }

    private static void row(Listing listing, QueueEntry entry) {
        List<MailAddress> recipients = entry.message().recipients().stream().map(Recipient::address).limit(5).toList();
        int more = entry.message().recipients().size() - recipients.size();
        List<Object> shown = new ArrayList<>(recipients);
        if (more > 0) {
            shown.add("+" + more);
        }
        listing.row(entry.id(), entry.message().trace(), entry.route().kind(), entry.route().destination(),
                entry.message().sender(), shown,
                new Bytes(entry.message().size()), entry.message().arrived(), entry.attempts(), entry.next(),
                entry.held(), entry.lastReply());
    }
}
