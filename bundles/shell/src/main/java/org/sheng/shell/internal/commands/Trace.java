package org.sheng.shell.internal.commands;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.event.Traces;

/** Shows a message's whole way with times. */
@Service
@Command(scope = "sheng", name = "trace", description = "Shows the whole way of a message with times")
public final class Trace extends ListCommand {
    @Argument(name = "id", description = "The message's trace id: from the log, or from queue-list", required = true,
            multiValued = true)
    List<String> id;

    @Override
    void run() throws Exception {
        String id = one(this.id);
        List<Traces.Step> steps = service(Traces.class, "The list of traces").of(id);
        if (steps.isEmpty()) {
            throw new CommandFailure("Nothing is known of a message " + id
                    + " (any more). etc/org.sheng.trace.cfg says how long steps are kept.");
        }
        Instant first = steps.get(0).at();
        try (Listing listing = listing("at", "after", "what", "text")) {
            for (Traces.Step step : steps) {
                listing.row(json ? step.at() : step.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                        after(first, step.at()), step.what(), json ? step.text() : withoutBegin(id, step));
            }
        }
    }

    /** The line of the log without what the table says already. */
    private static String withoutBegin(String id, Traces.Step step) {
        String begin = "trace=" + id + " " + step.what();
        return step.text().startsWith(begin) ? step.text().substring(begin.length()).strip() : step.text();
    }

    /** Seconds since the first step. */
    private static String after(Instant first, Instant at) {
        return String.format(Locale.ROOT, "+%.3fs", Duration.between(first, at).toMillis() / 1_000.0);
    }
}
