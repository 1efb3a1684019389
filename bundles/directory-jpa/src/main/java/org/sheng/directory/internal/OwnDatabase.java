package org.sheng.directory.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.hsqldb.Database;
import org.hsqldb.DatabaseManager;
import org.hsqldb.DatabaseType;
import org.hsqldb.jdbc.JDBCDataSource;

/** The node's own HSQLDB: its files, its lock, its settings. */
final class OwnDatabase implements AutoCloseable {

    /** Every commit is synced; what a table holds stays on disk, with at most 50,000 rows and 16 MB of it in memory; readers never wait for writers. */
    private static final String PROPERTIES = ";hsqldb.default_table_type=cached;hsqldb.write_delay=false;hsqldb.tx=mvcc"
            + ";hsqldb.cache_rows=50000;hsqldb.cache_size=16384;hsqldb.log_size=32;hsqldb.applog=0;hsqldb.lock_file=false";

    private final JDBCDataSource source = new JDBCDataSource();
    private final String path;
    private final FileChannel lockFile;
    private final FileLock lock;

    OwnDatabase(Path folder) throws IOException {
        // HSQLDB would otherwise replace the JVM's logging configuration
        System.setProperty("hsqldb.reconfig_logging", "false");
        Files.createDirectories(folder);
        // the operating system frees this lock when the process dies; HSQLDB's own lock file would delay the next start
        lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock = lock(folder, lockFile);
        path = folder.toRealPath().resolve("db").toString();
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

    DataSource source() {
        return source;
    }

    /** Holds for the files from now on, whatever they were made with. */
    void demandDurability(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET FILES WRITE DELAY FALSE");
            statement.execute("SET FILES LOG SIZE 32");
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
