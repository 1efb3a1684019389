package org.sheng.directory.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.openjpa.persistence.PersistenceProviderImpl;
import org.sheng.directory.DirectoryException;
import org.sheng.directory.DirectoryUnavailable;
import org.sheng.directory.internal.entity.DamagedRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, opened and closed any number of times. While it is closed every call throws {@link DirectoryUnavailable}.
 *
 * <p>At most {@code connections} are open; who finds none free waits 5 s for one, then gets DirectoryUnavailable. Writers go one after
 * another, so that a check and the change that follows it see the same rows; readers do not wait for them.
 */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final long CONNECTION_WAIT_MS = 5_000;

    private final Supplier<DatabaseSource> where;
    private final int connections;
    private final ReentrantLock writing = new ReentrantLock();
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Consumer<DirectoryUnavailable> onTrouble = trouble -> { };
    private volatile Consumer<String> onDamage = damage -> { };
    private volatile Session session;

    /** @param where asked at each opening */
    Database(Supplier<DatabaseSource> where, int connections) {
        this.where = where;
        this.connections = connections;
    }

    /** Who is told, on the failing thread, when an open database fails; not for want of a free connection. Must not block. */
    void onTrouble(Consumer<DirectoryUnavailable> listener) {
        onTrouble = listener;
    }

    /**
     * Who is told, on the failing thread, of a row that is not as it was written; the others are served. Must not
     * block.
     */
    void onDamage(Consumer<String> listener) {
        onDamage = listener;
    }

    boolean isOpen() {
        return session != null;
    }

    /** @throws IOException with what does not open and why; nothing stays open then */
    void open() throws IOException {
        opening.lock();
        try {
            if (session == null) {
                session = Session.open(where.get(), connections);
            }
        } finally {
            opening.unlock();
        }
    }

    /** @param clean false after a failure: the files are left as they are, to be recovered at the next opening */
    void close(boolean clean) {
        opening.lock();
        writing.lock(); // no change is cut in the middle
        try {
            Session last = session;
            session = null;
            if (last != null) {
                last.close(clean);
            }
        } finally {
            writing.unlock();
            opening.unlock();
        }
    }

    <T> T read(Function<EntityManager, T> work) {
        EntityManager em = entityManager();
        try {
            return work.apply(em);
        } catch (PersistenceException | DamagedRow e) {
            throw troubled(e);
        } finally {
            em.close();
        }
    }

    /** One transaction, committed and durable when this returns; rolled back when anything is thrown. */
    <T> T write(Change<T> work) throws DirectoryException {
        writing.lock();
        try {
            checkRoom();
            EntityManager em = entityManager();
            try {
                em.getTransaction().begin();
                T result = work.in(em);
                em.getTransaction().commit();
                checkWritten();
                return result;
            } catch (PersistenceException | DamagedRow e) {
                throw refusedOrTroubled(e);
            } finally {
                rollBack(em);
                em.close();
            }
        } finally {
            writing.unlock();
        }
    }

    private void checkRoom() {
        OwnDatabase own = session().own;
        if (own == null) {
            return;
        }
        try {
            own.checkRoom();
        } catch (IOException full) {
            throw new DirectoryUnavailable("the directory takes no change: " + full.getMessage(), full);
        }
    }

    private void checkWritten() {
        OwnDatabase own = session().own;
        if (own == null) {
            return;
        }
        try {
            own.checkWritten();
        } catch (IOException lost) {
            DirectoryUnavailable trouble = new DirectoryUnavailable("the directory's database could not write its log: "
                    + lost.getMessage(), lost);
            onTrouble.accept(trouble);
            throw trouble;
        }
    }

    /**
     * Reads every row of the node's own database; does nothing for others, which look after themselves.
     *
     * @throws SQLException when one cannot be read
     */
    void readEveryRow() throws SQLException {
        onConnection(OwnDatabase::readEveryRow);
    }

    /**
     * What is not as it was written, at most {@link RowCheck#MOST}: rows by their checksums, of the node's own
     * database indexes too.
     */
    List<String> damage() throws SQLException {
        List<String> damaged = new ArrayList<>(RowCheck.rows(this));
        writing.lock(); // so that all indexes have the same rows
        try {
            onConnection(connection -> damaged.addAll(RowCheck.indexes(connection)));
        } finally {
            writing.unlock();
        }
        return damaged;
    }

    /** A copy of the node's own database; none of others. */
    void copyTo(Path folder) throws SQLException {
        onConnection(connection -> OwnDatabase.copyTo(connection, folder));
    }

    private void onConnection(SqlWork work) throws SQLException {
        Session now = session();
        if (now.own != null) {
            try (Connection connection = now.pool.getConnection()) {
                work.with(connection);
                connection.commit();
            }
        }
    }

    /** OpenJPA finds the entity classes through the thread's class loader, which in a container is not this bundle's. */
    private EntityManager entityManager() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Database.class.getClassLoader());
        try {
            return session().entities.createEntityManager();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void rollBack(EntityManager em) {
        try {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
        } catch (PersistenceException e) {
            LOG.warn("a change of the directory was not rolled back by itself; its connection is closed: {}", e.getMessage());
        }
    }

    private Session session() {
        Session now = session;
        if (now == null) {
            throw new DirectoryUnavailable("the directory is not open: see the log for why, and what to do", null);
        }
        return now;
    }

    private RuntimeException refusedOrTroubled(RuntimeException e) throws DirectoryException {
        String state = sqlState(e);
        if (state.startsWith("23")) { // ISO 9075: integrity constraint violation
            throw new DirectoryException(DirectoryException.Reason.EXISTS, "the same name was added at the same moment by somebody else: look and try again");
        }
        if (state.startsWith("22")) { // ISO 9075: data exception
            throw new DirectoryException(DirectoryException.Reason.INVALID, "a value is too long for the directory: shorten it");
        }
        return troubled(e);
    }

    private DirectoryUnavailable troubled(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DamagedRow damage) {
                onDamage.accept(damage.getMessage());
                return new DirectoryUnavailable(damage.getMessage(), e);
            }
        }
        DirectoryUnavailable trouble = new DirectoryUnavailable("the directory's database failed: " + rootMessage(e), e);
        if (!isBusy(e)) {
            onTrouble.accept(trouble);
        }
        return trouble;
    }

    private static String sqlState(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return sql.getSQLState();
            }
        }
        return "";
    }

    /** The pool had no connection free within its limit: load, not damage. */
    private boolean isBusy(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException && cause.getCause() == null) {
                return true;
            }
        }
        return false;
    }

    static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }

    /** A change of rows. */
    interface Change<T> {
        T in(EntityManager em) throws DirectoryException;
    }

    /** Work in SQL. */
    private interface SqlWork {
        void with(Connection connection) throws SQLException;
    }

    /** What is there between one opening and its closing. */
    private record Session(OwnDatabase own, DriverSource server, HikariDataSource pool, EntityManagerFactory entities) {

        static Session open(DatabaseSource where, int connections) throws IOException {
            OwnDatabase own = where instanceof DatabaseSource.Own files ? new OwnDatabase(files) : null;
            DriverSource server = where instanceof DatabaseSource.Server other ? DriverSource.of(other) : null;
            HikariDataSource pool = null;
            try {
                pool = new HikariDataSource(pooling(own == null ? server : own.source(), connections));
                if (own != null) {
                    try (Connection connection = pool.getConnection()) {
                        OwnDatabase.demandDurability(connection);
                        connection.commit();
                        own.watch(connection);
                    }
                }
                return new Session(own, server, pool, entities(own, pool));
            } catch (SQLException | RuntimeException e) {
                new Session(own, server, pool, null).close(false);
                throw new IOException(rootMessage(e), e);
            }
        }

        private static HikariConfig pooling(DataSource source, int connections) {
            HikariConfig config = new HikariConfig();
            config.setPoolName("sheng-directory");
            config.setMaximumPoolSize(connections);
            config.setMinimumIdle(1);
            config.setAutoCommit(false);
            config.setConnectionTimeout(CONNECTION_WAIT_MS);
            config.setInitializationFailTimeout(1);
            config.setRegisterMbeans(false);
            config.setDataSource(source);
            return config;
        }

        private static EntityManagerFactory entities(OwnDatabase own, HikariDataSource pool) {
            Map<String, Object> properties = new HashMap<>();
            properties.put("openjpa.ConnectionFactory", pool);
            if (own != null) {
                properties.put("openjpa.jdbc.DBDictionary", "hsql(CacheTables=true,BatchLimit=200)");
            }
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(Database.class.getClassLoader()); // where OpenJPA looks for entities
            try {
                EntityManagerFactory entities = new PersistenceProviderImpl()
                        .createEntityManagerFactory("sheng-directory", "META-INF/persistence.xml", properties);
                entities.createEntityManager().close(); // makes what tables are missing
                return entities;
            } finally {
                thread.setContextClassLoader(before);
            }
        }

        void close(boolean clean) {
            if (entities != null) {
                quietly("entities", entities::close);
            }
            if (own != null && clean) {
                quietly("database", own::shutDown);
            }
            if (pool != null) {
                quietly("connections", pool::close);
            }
            if (own != null) {
                if (!clean) {
                    quietly("database", own::abandon);
                }
                quietly("lock", own::close);
            }
            if (server != null) {
                quietly("driver", server::close);
            }
        }

        private static void quietly(String what, Closing closing) {
            try {
                closing.close();
            } catch (Exception e) {
                LOG.warn("closing the {} of the directory failed; nothing committed is lost: {}", what, rootMessage(e));
            }
        }

        private interface Closing {
            void close() throws Exception;
        }
    }
}
