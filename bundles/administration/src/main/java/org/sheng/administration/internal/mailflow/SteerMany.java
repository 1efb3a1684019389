package org.sheng.administration.internal.mailflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;
import org.sheng.queue.QueueAdmin;
import org.sheng.queue.QueueEntry;

/** Does one thing to all entries that a filter takes. Those that come while it is at work are not looked for. */
final class SteerMany {
    private static final int STEP = 500;

    private SteerMany() { }

    /** What came of it. */
    record Out(
            @Input("Entries that were meant.") long meant,
            @Input("Entries it was, or would be, done to.") long done,
            @Input("Ids of the first 100 of them.") List<UUID> first,
            @Input("True: there may be more; the limit was reached.") boolean more) { }

    static Out run(QueueAdmin queue, QueueAdmin.Filter filter, int limit, boolean dryRun, Steer.Deed deed, Call call) throws Refusal {
        List<UUID> first = new ArrayList<>();
        long meant = 0;
        long done = 0;
        Optional<UUID> after = Optional.empty();
        do {
            QueueAdmin.Page page = queue.list(filter, after, (int) Math.min(STEP, limit - meant));
            for (QueueEntry entry : page.entries()) {
                if (call.cancelled()) {
                    throw Refusal.cancelled();
                }
                meant++;
                if (dryRun || Steer.done(deed.to(entry.id()))) {
                    done++;
                    if (first.size() < 100) {
                        first.add(entry.id());
                    }
                }
            }
            after = page.next();
            call.progress(new Call.Progress(done, 0, Texts.text("entries-done", done)));
        } while (after.isPresent() && meant < limit);
        return new Out(meant, done, first, after.isPresent());
    }

    static QueueAdmin.Filter filter(Optional<String> destination, Optional<String> text, Optional<Boolean> held, boolean all)
            throws Refusal {
        if (destination.isEmpty() && text.isEmpty() && held.isEmpty() && !all) {
            throw new Refusal(Kind.INVALID, "destination", Texts.text("nothing-meant"));
        }
        return new QueueAdmin.Filter(destination.orElse(""), text.orElse(""), held);
    }
}
