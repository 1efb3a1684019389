package org.sheng.directory.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.hsqldb.Database;
import org.hsqldb.DatabaseManager;
import org.hsqldb.DatabaseType;
import org.hsqldb.jdbc.JDBCDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's own HSQLDB: its files, its lock, its settings.
 *
 * <p>What a crash leaves is recovered from the log at the next opening. A last line that was not written whole belongs to a change that
 * nobody was told of: it is cut off. Any other line that cannot be read means that changes after it would be lost in silence, which is
 * what HSQLDB does by itself: the database does not open then.
 */
final class OwnDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnDatabase.class);

    /** Every commit is synced; what a table holds stays on disk, with at most 50,000 rows and 16 MB of it in memory; readers never wait for writers. */
    private static final String PROPERTIES = ";hsqldb.default_table_type=cached;hsqldb.write_delay=false;hsqldb.tx=mvcc"
            + ";hsqldb.cache_rows=50000;hsqldb.cache_size=16384;hsqldb.log_size=32;hsqldb.applog=0;hsqldb.lock_file=false;hsqldb.full_log_replay=true";

    /** Each table with a column that no index has, so that every row is read. */
    private static final List<String> EVERY_ROW = List.of("SELECT MAX(PASSWORD_HASH) FROM SHENG_USERS", "SELECT MAX(LOCAL_PART) FROM SHENG_ADDRESSES",
            "SELECT MAX(TARGET) FROM SHENG_TARGETS", "SELECT MAX(FULL_NAME) FROM SHENG_GROUPS", "SELECT MAX(CATCH_ALL) FROM SHENG_DOMAINS",
            "SELECT MAX(DESCRIPTION) FROM SHENG_PLANS", "SELECT MAX(PASSWORD_HASH) FROM SHENG_ADMINISTRATORS",
            "SELECT MAX(MAIN_KEY) FROM SHENG_DEPARTED_USERS",
            "SELECT MAX(TOKEN_HASH) FROM SHENG_TOKENS", "SELECT COUNT(ADMIN_NAME || DOMAIN_NAME) FROM SHENG_ADMIN_DOMAINS");

    private final JDBCDataSource source = new JDBCDataSource();
    private final Path folder;
    private final long room;
    private final String path;
    private final FileChannel lockFile;
    private final FileLock lock;
    private volatile Optional<WatchedFiles> files = Optional.empty();

    OwnDatabase(DatabaseSource.Own where) throws IOException {
        folder = where.folder();
        room = where.room();
        // HSQLDB would otherwise replace the JVM's logging configuration
        System.setProperty("hsqldb.reconfig_logging", "false");
        Files.createDirectories(folder);
        // the operating system frees this lock when the process dies; HSQLDB's own lock file would delay the next start
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = lock(folder, lockFile);
        path = folder.toRealPath().resolve("db").toString();
        cutTornLine(Path.of(path + ".log"));
        source.setUrl("jdbc:hsqldb:file:" + path + PROPERTIES);
        source.setUser("SA");
        source.setPassword("");
    }

    private static FileLock lock(Path folder, FileChannel file) throws IOException {
        FileLock taken = null;
        try {
            taken = file.tryLock();
        } catch (OverlappingFileLockException e) {
            // held by this process: answered below
        }
        if (taken == null) {
            file.close();
            throw new IOException(folder + " is in use by another process: two nodes cannot share a data folder");
        }
        return taken;
    }

    private static void cutTornLine(Path log) throws IOException {
        if (Files.notExists(log)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long end = file.length();
            long whole = end;
            while (whole > 0 && byteAt(file, whole - 1) != '\n') {
                whole--;
            }
            if (whole < end) {
                LOG.info("cut the last {} octets of {}: the line was not written whole, its change was never confirmed", end - whole, log);
                file.setLength(whole);
                file.getFD().sync();
            }
        }
    }

    private static int byteAt(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        return file.read();
    }

    DataSource source() {
        return source;
    }

    /** From now on a change that is not on disk is not taken for one that is. */
    void watch(Connection connection) throws SQLException {
        Database open = DatabaseManager.lookupDatabaseObject(DatabaseType.DB_FILE, path);
        WatchedFiles watched = new WatchedFiles(open.logger.fileAccess);
        open.logger.fileAccess = watched;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT"); // begins a new log, a watched one
        }
        files = Optional.of(watched);
    }

    /** Before a change. @throws IOException when there is no room for it */
    void checkRoom() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < room) {
            throw new IOException("only " + (free >> 10) + " KiB are free on the disk of " + folder + ", less than "
                    + (room >> 20)
                    + " MiB: nothing can be changed; free some of it, changes are then taken again");
        }
    }

    /** After a change. @throws IOException when this one, or one before, may not be on disk */
    void checkWritten() throws IOException {
        if (files.isPresent()) {
            files.get().check();
        }
    }

    /** Holds for the files from now on, whatever they were made with. */
    static void demandDurability(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET FILES WRITE DELAY FALSE");
            statement.execute("SET FILES LOG SIZE 32");
        }
    }

    /** Reads every row; HSQLDB itself finds a damaged row only when somebody asks for it. */
    static void readEveryRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String query : EVERY_ROW) {
                try (ResultSet result = statement.executeQuery(query)) {
                    result.next();
                }
            }
        }
    }

    /** Copies the files into an empty folder, as they are at this moment, while changes wait. */
    static void copyTo(Connection connection, Path folder) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BACKUP DATABASE TO '" + folder.toString().replace("'", "''") + "/' BLOCKING AS FILES");
        }
    }

    /** Ends the database so that the next opening has nothing to recover; when that fails, the log has all that was committed. */
    void shutDown() throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    /** Lets go of the files as they are, as after a failure; what was committed is recovered from the log at the next opening. */
    void abandon() {
        Database open = DatabaseManager.lookupDatabaseObject(DatabaseType.DB_FILE, path);
        if (open != null) {
            open.close(Database.CLOSEMODE_IMMEDIATELY);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        lockFile.close();
    }
}
