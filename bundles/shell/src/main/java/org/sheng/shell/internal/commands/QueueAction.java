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

/** A command that does one thing to entries of the queue: to those named, or to all that go to a destination. */
abstract class QueueAction extends NodeCommand {
    private static final int PAGE = 500;

    @Argument(name = "ids", description = "Ids of entries, from queue-list", multiValued = true)
    @Completion(QueueIdCompleter.class)
    List<String> ids;

    @Option(name = "--destination", description = "All entries that go to this domain")
    String destination;

    abstract CompletionStage<Boolean> act(QueueAdmin queue, UUID id);

    /** What was done, as in {@code 3 entries held}. */
    abstract String done();

    @Override
    final void run() throws Exception {
        QueueAdmin queue = service(QueueAdmin.class, "The queue");
        if ((ids == null || ids.isEmpty()) == (destination == null)) {
            throw new CommandFailure("Name the entries by id, or give --destination DOMAIN. `sheng:queue-list` shows "
                    + "both.");
        }
        if (destination == null) {
            named(queue);
        } else {
            out().println(count(allTo(queue)) + " " + done() + ".");
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

    private long allTo(QueueAdmin queue) throws CommandFailure, InterruptedException {
        QueueAdmin.Filter filter = new QueueAdmin.Filter(destination, "", Optional.empty());
        long number = 0;
        Optional<UUID> after = Optional.empty();
        do {
            QueueAdmin.Page page = queue.list(filter, after, PAGE);
            for (QueueEntry entry : page.entries()) {
                number += await(act(queue, entry.id()), "What was asked") ? 1 : 0;
            }
            after = page.next();
        } while (after.isPresent());
        return number;
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
