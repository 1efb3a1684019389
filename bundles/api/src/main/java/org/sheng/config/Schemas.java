package org.sheng.config;

import java.nio.file.Path;
import java.util.List;

/** All settings that some component watches now, for the screens that show them. Any thread. */
public interface Schemas {

    /** In order of PID. */
    List<Schema> schemas();

    /**
     * @param file where it is read from
     * @param trouble why the file as it is now is refused; empty while it is in force
     */
    record Schema(String pid, Path file, List<Entry> entries, String trouble) { }

    /**
     * @param description English, one or two sentences
     * @param range what is taken, for people
     * @param standard the default, as written in the file
     * @param inForce the value in force, as written in the file; of a secret {@code (secret)}, or empty
     */
    record Entry(String key, String description, String range, String standard, String inForce, boolean secret) { }
}
