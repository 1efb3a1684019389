package org.sheng.directory.internal;

import java.nio.file.Path;

/** Where the tables are. */
sealed interface DatabaseSource {

    /** Files of this node alone. */
    record Own(Path folder) implements DatabaseSource {
        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /** A database server; {@code driver} is the class of a JDBC driver whose bundle is installed. */
    record Server(String url, String driver, String user, String password) implements DatabaseSource {
        @Override
        public String toString() {
            return url.replaceAll("(?i)(password=)[^;&]*", "$1…");
        }
    }
}
