package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.sheng.auth.Passwords;
import org.sheng.directory.Administrators;
import org.sheng.directory.DepartedUsers;
import org.sheng.directory.Directory;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.event.Events;

/** The directory as a whole, with or without a container around it. */
public final class JpaDirectory implements AutoCloseable {
    private final Database database;
    private final Lookups lookups;
    private final Changes changes;
    private final JpaAdministrators administrators;
    private final DepartedUsers departed;

    JpaDirectory(Database database, Supplier<DirectorySettings> settings, Passwords passwords, Events events, InstantSource clock) {
        this.database = database;
        lookups = new Lookups(database, settings);
        changes = new Changes(database, lookups, passwords, events);
        administrators = new JpaAdministrators(database, passwords, clock);
        departed = new JpaDepartedUsers(database);
    }

    /** Opens a directory in files of its own under the folder. */
    public static JpaDirectory open(Path folder, DirectorySettings settings, Passwords passwords, Events events) throws IOException {
        return open(folder, settings, passwords, events, InstantSource.system());
    }

    static JpaDirectory open(Path folder, DirectorySettings settings, Passwords passwords, Events events, InstantSource clock)
            throws IOException {
        Database database = new Database(() -> new DatabaseSource.Own(folder), settings.connections());
        database.open();
        return new JpaDirectory(database, () -> settings, passwords, events, clock);
    }

    public Directory directory() {
        return lookups;
    }

    public DirectoryAdmin admin() {
        return changes;
    }

    public Administrators administrators() {
        return administrators;
    }

    public DepartedUsers departed() {
        return departed;
    }

    /** Opens the database; nothing that was looked up before is believed any more. */
    void open() throws IOException {
        database.open();
        lookups.forgetAll();
    }

    Database database() {
        return database;
    }

    void settingsChanged() {
        lookups.forgetAll();
    }

    @Override
    public void close() {
        database.close(true);
    }
}
