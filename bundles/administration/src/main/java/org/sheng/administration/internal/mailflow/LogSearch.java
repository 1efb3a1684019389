package org.sheng.administration.internal.mailflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.sheng.operation.Access;
import org.sheng.operation.Area;
import org.sheng.operation.Call;
import org.sheng.operation.Input;
import org.sheng.operation.Offered;
import org.sheng.operation.Operation;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/** Searches the log. */
@Component(service = Operation.class)
@Offered(name = "log-search", http = "GET /logs", area = Area.MAIL_FLOW, access = Access.LOOK,
        text = "Searches node.log and its older files, the newest lines first.")
public final class LogSearch implements Operation<LogSearch.In, Page<LogSearch.Row>> {
    private final Path folder;

    @Activate
    public LogSearch(BundleContext context) {
        this(Path.of(context.getProperty("karaf.data")).resolve("log"));
    }

    LogSearch(Path folder) {
        this.folder = folder;
    }

    /** See {@link #run}. */
    public record In(
            @Input(value = "Only lines with all of these, without case: a trace id, a message id, an address, a word.", max = 10)
            List<String> text,
            @Input("Only lines of this level or above.") Optional<Level> level,
            @Input("Only lines from this moment on.") Optional<Instant> from,
            @Input("Only lines before this moment.") Optional<Instant> until,
            @Input("Where the page before ended.") Optional<String> after,
            @Input(value = "Most that are answered.", min = 1, max = 1_000, standard = "100") Optional<Integer> limit) { }

    /** How grave a line is. */
    public enum Level { TRACE, DEBUG, INFO, WARN, ERROR, FATAL }

    /** A line of the log. */
    public record Row(
            @Input("When it was written.") Instant at,
            @Input("How grave it is.") String level,
            @Input("Who wrote it.") String logger,
            @Input("What it says.") String text) { }

    @Override
    public Page<Row> run(In in, Call call) throws Refusal {
        try {
            return new LogFiles(folder).search(in, call);
        } catch (IOException e) {
            throw new Refusal(Kind.UNAVAILABLE, Texts.text("log-unread", String.valueOf(e.getMessage())));
        }
    }
}
