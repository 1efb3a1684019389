package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;

/**
 * A command that does one thing to entries of the queue: to those named, or to all of a sender or that go to a
 * destination.
 */
abstract class QueueAction extends NodeCommand {
    private static final int PAGE = 500;

    @Argument(name = "ids", description = "Ids of entries, from queue-list", multiValued = true)
    @Completion(QueueIdCompleter.class)
    List<String> ids;

    @Option(name = "--destination", description = "All entries that go to this domain")
    String destination;

    @Option(name = "--sender", description = "All entries of this sender; with --destination, those that go there")
    String sender;

    abstract CompletionStage<Boolean> act(QueueAdmin queue, UUID id);

    /** What was done, as in {@code 3 entries held}. */
    abstract String done();

    @Override
    final void run() throws Exception {
        QueueAdmin queue = service(QueueAdmin.class, "The queue");
        boolean all = destination != null || sender != null;
        if ((ids == null || ids.isEmpty()) != all) {
            throw new CommandFailure("Name the entries by id, or give --destination DOMAIN, --sender ADDRESS or both. "
                    + "`sheng:queue-list` shows them.");
        }
        if (all) {
            out().println(count(all(queue)) + " " + done() + ".");
        } else {
            named(queue);
        }
    }

    private void named(QueueAdmin queue) throws CommandFailure, InterruptedException {
        List<String> missing = new ArrayList<>();
        long number = 0;
        for (String id : ids) {
            if (await(act(queue, id(id)), "What was asked")) {
                number++;
            } else {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            throw new CommandFailure(count(number) + " " + done() + "; not in the queue (any more): "
                    + String.join(" ", missing));
        }
        out().println(count(number) + " " + done() + ".");
    }

    /** A page at once, so that the store writes them together. */
    private long all(QueueAdmin queue) throws CommandFailure, InterruptedException {
        String from = sender == null ? "" : address(sender).key();
        QueueAdmin.Filter filter = new QueueAdmin.Filter(destination == null ? "" : destination, from,
                Optional.empty());
        long number = 0;
        Optional<UUID> after = Optional.empty();
        do {
            QueueAdmin.Page page = queue.list(filter, after, PAGE);
            List<CompletionStage<Boolean>> acts = page.entries().stream().filter(entry -> from.isEmpty()
                    || isFrom(entry, from))
                    .map(entry -> act(queue, entry.id())).toList();
            for (CompletionStage<Boolean> each : acts) {
                number += await(each, "What was asked") ? 1 : 0;
            }
            after = page.next();
        } while (after.isPresent());
        return number;
    }

    private static boolean isFrom(QueueEntry entry, String key) {
        return entry.message().sender().map(from -> from.key().equals(key)).orElse(false);
    }

    static UUID id(String text) throws CommandFailure {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(text + " is no id of a queue entry. `sheng:queue-list` shows the ids.");
        }
    }

    private static String count(long number) {
        return number == 1 ? "1 entry" : number + " entries";
    }
}
