package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daily copies of the node's own database, each in a folder named by its time (UTC), readable by the node's user alone. The files of one,
 * put into {@code DATA/directory} while the directory is stopped, are the directory of that moment. Every row is read before, so that no
 * good copy makes room for a damaged one.
 */
final class Backups {
    private static final Logger LOG = LoggerFactory.getLogger(Backups.class);
    private static final Duration APART = Duration.ofHours(24);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String PART = ".part";

    private final Database database;
    private final Path folder;
    private final Clock clock;

    Backups(Database database, Path folder, Clock clock) {
        this.database = database;
        this.folder = folder;
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** Makes one where the last is a day old, and keeps the newest {@code keep}. */
    void keep(int keep) throws IOException, SQLException {
        if (keep == 0) {
            return;
        }
        Files.createDirectories(folder);
        List<Path> all = all();
        Instant now = clock.instant();
        String due = NAME.format(now.minus(APART));
        if (all.isEmpty() || isOfFuture(all.get(all.size() - 1), now) || name(all.get(all.size() - 1))
                .compareTo(due) <= 0) {
            make();
            all = all();
        }
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            delete(old);
        }
    }

    private void make() throws IOException, SQLException {
        Instant now = clock.instant();
        Path part = folder.resolve(NAME.format(now) + PART);
        delete(part);
        Files.createDirectory(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        database.readEveryRow();
        List<String> damage = database.damage();
        if (!damage.isEmpty()) {
            throw new IOException("not as it was written is " + damage.get(0) + (damage.size() > 1 ? " and more" : "")
                    + "; sheng:directory-check shows all of it");
        }
        database.copyTo(part);
        Path done = folder.resolve(NAME.format(now));
        Files.move(part, done);
        LOG.info("copied the directory to {}", done);
    }

    private static String name(Path backup) {
        return backup.getFileName().toString();
    }

    /** Made before the clock was set back. */
    private static boolean isOfFuture(Path backup, Instant now) {
        return name(backup).compareTo(NAME.format(now)) > 0;
    }

    /**
     * Those that are whole, oldest first; what a crash left half made is removed. Those of the future are older than
     * the others: they
     * were made before the clock was set back.
     */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.sorted().toList();
            for (Path part : found) {
                if (part.toString().endsWith(PART)) {
                    delete(part);
                }
            }
            Instant now = clock.instant();
            return found.stream().filter(path -> name(path).matches("\\d{8}T\\d{6}Z"))
                    .sorted(Comparator.comparing((Path path) -> !isOfFuture(path, now)).thenComparing(Backups::name))
                            .toList();
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.notExists(path)) {
            return;
        }
        try (Stream<Path> files = Files.walk(path)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
