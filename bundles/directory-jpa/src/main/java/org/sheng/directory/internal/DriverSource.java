package org.sheng.directory.internal;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLClassLoader;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections to a database server by a JDBC driver from a jar, with a class loader of its own that sees the JDK and
 * the jar.
 */
final class DriverSource implements DataSource, AutoCloseable {
    private final URLClassLoader classes;
    private final Driver driver;
    private final String url;
    private final Properties login = new Properties();

    private DriverSource(URLClassLoader classes, Driver driver, DatabaseSource.Server where) {
        this.classes = classes;
        this.driver = driver;
        this.url = where.url();
        login.setProperty("user", where.user());
        login.setProperty("password", where.password());
    }

    /** @throws IOException with what is wrong with the jar */
    static DriverSource of(DatabaseSource.Server where) throws IOException {
        Path jar = where.driverJar();
        if (!Files.isRegularFile(jar)) {
            throw new IOException("there is no JDBC driver: driver-jar names " + jar + ", which is no file");
        }
        URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()},
                ClassLoader.getPlatformClassLoader());
        try {
            return new DriverSource(classes, driver(classes, where), where);
        } catch (ReflectiveOperationException | SQLException | ServiceConfigurationError | LinkageError
                | ClassCastException e) {
            classes.close();
            throw new IOException("the JDBC driver in " + jar + " cannot be used: " + e);
        }
    }

    private static Driver driver(ClassLoader classes, DatabaseSource.Server where) throws ReflectiveOperationException,
            SQLException {
        if (!where.driver().isEmpty()) {
            return (Driver) classes.loadClass(where.driver()).getConstructor().newInstance();
        }
        for (Driver found : ServiceLoader.load(Driver.class, classes)) {
            if (found.acceptsURL(where.url())) {
                return found;
            }
        }
        throw new SQLException("none of its drivers takes " + where);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = driver.connect(url, login);
        if (connection == null) {
            throw new SQLException("the driver " + driver.getClass().getName() + " does not take the URL");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("there is one user alone");
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the pool limits how long who wants a connection waits
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
