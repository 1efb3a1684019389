package org.sheng.config.internal;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sheng.config.Schemas;
import org.sheng.config.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Settings from files of one folder. Who notices changes calls {@link #changed}. */
public final class FileSettings implements Settings, Schemas, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("org.sheng.config");
    /** As Karaf's other files have it: the value of a system or framework property. */
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([A-Za-z0-9._-]+)}");

    private final Path folder;
    private final Charset encoding;
    private final UnaryOperator<String> properties;
    private final List<WatchedFile<?>> watched = new CopyOnWriteArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread named = new Thread(task, "sheng-config");
        named.setDaemon(true);
        return named;
    });

    /** @param properties value of a framework property, or null, for <code>${name}</code> in values */
    public FileSettings(Path folder, Charset encoding, UnaryOperator<String> properties) {
        this.folder = folder;
        this.encoding = encoding;
        this.properties = properties;
    }

    @Override
    public <T extends Record> Watch<T> watch(String pid, Class<T> type, Consumer<T> changed) {
        WatchedFile<T> file = new WatchedFile<>(pid, folder.resolve(pid + ".cfg"), new SettingsSchema<>(type), changed,
                watched::remove);
        writeWhereMissing(file);
        synchronized (file) { // a change that comes meanwhile is taken over after the first reading
            watched.add(file);
            file.begin(entries(file.path()), key -> known(pid, key));
        }
        return file;
    }

    /**
     * Takes a change over, later, on this service's thread. {@code values}: those of Config Admin; empty: read the
     * file.
     */
    void changed(String pid, Optional<Map<String, String>> values) {
        try {
            thread.execute(() -> watched.stream().filter(file -> file.pid().equals(pid))
                    .forEach(file -> update(file, values)));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} changed while the node stops; not read", pid);
        }
    }

    /** What is in force for the key, as it was written. */
    Optional<String> text(String pid, String key) {
        return watched.stream().filter(file -> file.pid().equals(pid)).flatMap(file -> file.text(key).stream())
                .findFirst();
    }

    @Override
    public List<Schema> schemas() {
        Map<String, Schema> byPid = new TreeMap<>();
        watched.forEach(file -> byPid.merge(file.pid(), file.schema(), FileSettings::joined));
        return List.copyOf(byPid.values());
    }

    /** Two components may watch one file, with one record or with two. */
    private static Schema joined(Schema one, Schema other) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Stream.of(one, other).flatMap(schema -> schema.entries().stream()).forEach(e -> entries.putIfAbsent(e.key(), e));
        return new Schema(one.pid(), one.file(), List.copyOf(entries.values()),
                one.trouble().isEmpty() ? other.trouble() : one.trouble());
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private boolean known(String pid, String key) {
        return watched.stream().anyMatch(file -> file.pid().equals(pid) && file.keys().key(key).isPresent());
    }

    private void update(WatchedFile<?> file, Optional<Map<String, String>> values) {
        Entries inFile = entries(file.path());
        file.change(values.map(v -> withLines(v, inFile)).orElse(inFile), key -> known(file.pid(), key));
    }

    /** Config Admin's values, each with the line of the file where it stands there. */
    private static Entries withLines(Map<String, String> values, Entries inFile) {
        Map<String, Integer> lines = new LinkedHashMap<>();
        inFile.entries().forEach(entry -> lines.put(entry.key(), entry.line()));
        return new Entries(values.entrySet().stream()
                .map(v -> new CfgFile.Entry(v.getKey(), v.getValue(), lines.getOrDefault(v.getKey(), 0))).toList(), "");
    }

    /** @param trouble why the file could not be read; empty: it was, or there is none */
    record Entries(List<CfgFile.Entry> entries, String trouble) { }

    private Entries entries(Path path) {
        try {
            List<CfgFile.Entry> entries = new ArrayList<>();
            for (CfgFile.Entry entry : CfgFile.parse(Files.readString(path, encoding))) {
                entries.add(new CfgFile.Entry(entry.key(), withProperties(entry.value()), entry.line()));
            }
            return new Entries(entries, "");
        } catch (NoSuchFileException e) {
            return new Entries(List.of(), "");
        } catch (IOException | IllegalArgumentException e) {
            return new Entries(List.of(), "cannot be read: " + e.getMessage());
        }
    }

    private String withProperties(String value) {
        return PROPERTY.matcher(value).replaceAll(found -> {
            String property = properties.apply(found.group(1));
            return Matcher.quoteReplacement(property == null ? found.group() : property);
        });
    }

    private void writeWhereMissing(WatchedFile<?> file) {
        if (Files.exists(file.path())) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(file.path(), Template.of(file.pid(), file.keys()), encoding,
                    StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            LOG.warn("{} could not be written ({}); the defaults are in force. Make the folder writable to get a "
                    + "file to edit.",
                    file.path(), e.toString());
        }
    }
}
