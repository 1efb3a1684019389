package org.sheng.administration.internal.mailflow;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.operation.Call;
import org.sheng.operation.Page;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/**
 * The log and its older files, read from the end. At most {@value #MOST_BYTES} bytes are read for one page; what is further back is on
 * the next one.
 */
final class LogFiles {
    private static final long MOST_BYTES = 64L << 20;
    private static final Pattern LINE = Pattern.compile("(\\S+) (\\w+) +(\\S+) (.*)");

    private final Path folder;

    LogFiles(Path folder) {
        this.folder = folder;
    }

    /** Where a page ended: lines of this moment, and how many of them were seen. Files may be renamed between two pages, so it names none. */
    private record Place(Instant at, int seen) {
        static Optional<Place> of(Optional<String> after) throws Refusal {
            if (after.isEmpty()) {
                return Optional.empty();
            }
            try {
                int slash = after.get().indexOf('/');
                return Optional.of(new Place(Instant.parse(after.get().substring(0, slash)),
                        Integer.parseInt(after.get().substring(slash + 1))));
            } catch (RuntimeException e) {
                throw new Refusal(Kind.INVALID, "after", Texts.text("bad-place"));
            }
        }

        @Override
        public String toString() {
            return at + "/" + seen;
        }
    }

    Page<LogSearch.Row> search(LogSearch.In in, Call call) throws IOException, Refusal {
        List<String> wanted = in.text().stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
        Optional<Place> begin = Place.of(in.after());
        int limit = in.limit().orElse(100);
        List<LogSearch.Row> found = new ArrayList<>();
        Place at = new Place(Instant.MAX, 0);
        long read = 0;
        for (Path file : newestFirst()) {
            try (LinesFromEnd lines = new LinesFromEnd(file)) {
                for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                    Optional<LogSearch.Row> row = row(line.get());
                    if (row.isEmpty()) {
                        continue;
                    }
                    Instant when = row.get().at();
                    if (in.from().isPresent() && when.isBefore(in.from().get())) {
                        return new Page<>(found, Optional.empty());
                    }
                    at = new Place(when, when.equals(at.at()) ? at.seen() + 1 : 1);
                    boolean inTime = isBehind(begin, at) && in.until().map(when::isBefore).orElse(true);
                    if (inTime && matches(row.get(), line.get(), wanted, in)) {
                        found.add(row.get());
                    }
                    if (found.size() == limit || read + lines.bytes() > MOST_BYTES && isBehind(begin, at)) {
                        return new Page<>(found, Optional.of(at.toString()));
                    }
                    if (call.cancelled()) {
                        throw Refusal.cancelled();
                    }
                }
                read += lines.bytes();
            } catch (NoSuchFileException rolledAway) {
                continue; // the oldest file goes when the log is rolled over
            }
        }
        return new Page<>(found, Optional.empty());
    }

    private static boolean isBehind(Optional<Place> begin, Place at) {
        return begin.map(place -> at.at().isBefore(place.at()) || at.at().equals(place.at()) && at.seen() > place.seen()).orElse(true);
    }

    private static boolean matches(LogSearch.Row row, String line, List<String> wanted, LogSearch.In in) {
        if (in.level().isPresent() && Arrays.stream(LogSearch.Level.values()).anyMatch(level -> level.name().equals(row.level())
                && level.compareTo(in.level().get()) < 0)) {
            return false;
        }
        String lower = line.toLowerCase(Locale.ROOT);
        return wanted.stream().allMatch(lower::contains);
    }

    private static Optional<LogSearch.Row> row(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogSearch.Row(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(parts.group(1), Instant::from),
                    parts.group(2), parts.group(3), parts.group(4).strip()));
        } catch (DateTimeException noLineOfTheLog) {
            return Optional.empty();
        }
    }

    private List<Path> newestFirst() throws IOException {
        Map<Path, FileTime> files = new LinkedHashMap<>();
        try (DirectoryStream<Path> some = Files.newDirectoryStream(folder, "node.log*")) {
            for (Path file : some) {
                if (file.getFileName().toString().matches("node\\.log(\\.\\d+)?")) {
                    files.put(file, Files.getLastModifiedTime(file));
                }
            }
        }
        Path newest = folder.resolve("node.log"); // even when nothing was written to it yet
        Comparator<Map.Entry<Path, FileTime>> first = Comparator.comparing(file -> !file.getKey().equals(newest));
        return files.entrySet().stream().sorted(first
                .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))).map(Map.Entry::getKey).toList();
    }
}
