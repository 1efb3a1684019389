package org.sheng.shell.internal.commands;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.mail.MailAddress;

/** Writes users to a CSV file. */
@Service
@Command(scope = "sheng", name = "user-export", description = "Writes users to a CSV file that user-import reads")
public final class UserExport extends NodeCommand {
    @Argument(name = "file", description = "CSV to write", required = true, multiValued = true)
    List<String> file;

    @Option(name = "--domain", description = "Only the users of this domain")
    @Completion(DomainCompleter.class)
    String domain = "";

    @Option(name = "--hashes", description = "With the hashes of the passwords: keep such a file as you would keep "
            + "the passwords")
    boolean hashes;

    @Option(name = "--force", description = "Replaces a file that is there")
    boolean force;

    @Override
    void run() throws Exception {
        String file = one(this.file);
        Path csv = file(file);
        if (Files.exists(csv) && !force) {
            throw new CommandFailure(csv + " is there already; name another file, or give --force to replace it.");
        }
        // written beside and moved: a name never stands for half a file; for the owner alone, as it may hold hashes
        Path part = Files.createTempFile(csv.getParent(), csv.getFileName().toString(), ".part");
        try {
            long users = write(part);
            Files.move(part, csv, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            out().println(users + " users are in " + csv);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private long write(Path part) throws IOException, CommandFailure {
        try (Writer writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8)) {
            return directory().exportUsers(domain.isEmpty() ? "" : MailAddress.normaliseDomain(domain), writer, hashes);
        }
    }
}
