package org.sheng.shell.internal.commands;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin;

/** Adds users from a CSV file. */
@Service
@Command(scope = "sheng", name = "user-import", description = "Adds and changes users from a CSV file",
        detailedDescription = "The first line names the columns, of address,password,name,quota,plan. A password is "
                + "clear text or a hash: $argon2id$, $2y$, $6$, $pbkdf2-sha256$. Users that are there are changed. A "
                + "relative path counts from where you are.")
public final class UserImport extends NodeCommand {
    @Argument(name = "file", description = "CSV in UTF-8", required = true, multiValued = true)
    List<String> file;

    private static final long PROGRESS_NANOS = 1_000_000_000L;

    private long told = System.nanoTime();

    @Override
    void run() throws Exception {
        String file = one(this.file);
        Path csv = file(file);
        DirectoryAdmin.ImportReport report;
        try (Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8)) {
            report = directory().importUsers(reader, this::progress);
        }
        report.firstRefused().forEach(out()::println);
        out().println(text(report.total()));
        if (report.total().refused() > 0) {
            throw new CommandFailure(report.total().refused() + " lines of " + csv + " were refused"
                    + (report.firstRefused().size()
                    < report.total().refused() ? ", the first of them told above" : ", told above")
                    + "; the others are taken. Correct them and import again.");
        }
    }

    /** A line a second at most: the directory tells every 1,000 lines. */
    private void progress(DirectoryAdmin.Progress progress) {
        if (System.nanoTime() - told >= PROGRESS_NANOS) {
            told = System.nanoTime();
            out().println(text(progress));
            out().flush();
        }
    }

    private static String text(DirectoryAdmin.Progress progress) {
        return progress.lines() + " lines: " + progress.added() + " users added, " + progress.changed() + " changed, "
                + progress.refused() + " refused";
    }
}
