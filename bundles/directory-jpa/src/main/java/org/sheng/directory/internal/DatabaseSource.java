package org.sheng.directory.internal;

import java.nio.file.Path;

/** Where the tables are. */
sealed interface DatabaseSource {

    /**
     * Files of this node alone.
     *
     * @param room changes are refused while fewer bytes are free on the disk
     */
    record Own(Path folder, long room) implements DatabaseSource {
        /** As much as the database may need to bring its files in order. */
        static final long ROOM = 16L << 20;

        Own(Path folder) {
            this(folder, ROOM);
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /**
     * A database server.
     *
     * @param driverJar where its JDBC driver is
     * @param driver the driver's class; empty: the one in the jar that takes the URL
     */
    record Server(String url, Path driverJar, String driver, String user, String password) implements DatabaseSource {
        @Override
        public String toString() {
            return url.replaceAll("(?i)(password=)[^;&]*", "$1…");
        }
    }
}
