package org.sheng.shell.internal.commands;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.queue.QueueAdmin;

/** Lists destinations with what waits for them. */
@Service
@Command(scope = "sheng", name = "queue-destinations",
        description = "Lists destinations with what waits for them, the fullest first")
public final class QueueDestinations extends ListCommand {
    @Option(name = "--limit", description = "How many are shown at most")
    String limit = "100";

    @Override
    void run() throws Exception {
        try (Listing listing = listing("destination", "waiting", "active", "concurrency", "deadUntil", "lastReply")) {
            for (QueueAdmin.Destination to : service(QueueAdmin.class, "The queue")
                    .destinations((int) number("--limit", limit, 1, 10_000))) {
                listing.row(to.name(), to.waiting(), to.active(), to.concurrency(), to.deadUntil(), to.lastReply());
            }
        }
    }
}
