package org.sheng.administration.internal.directory;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.sheng.directory.DirectoryAdmin;
import org.sheng.operation.Download;

/** Users as CSV (RFC 4180), written as they are read. */
final class UsersCsv implements Download {
    private final DirectoryAdmin directory;
    private final String domain;
    private final boolean withHashes;

    /** @param domain empty: of all */
    UsersCsv(DirectoryAdmin directory, String domain, boolean withHashes) {
        this.directory = directory;
        this.domain = domain;
        this.withHashes = withHashes;
    }

    @Override
    public String mediaType() {
        return "text/csv; charset=utf-8; header=present"; // RFC 7111 §5.1
    }

    @Override
    public String fileName() {
        return (domain.isEmpty() ? "users" : "users-" + domain.replaceAll("[^A-Za-z0-9._-]", "_")) + ".csv";
    }

    @Override
    public void write(OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        directory.exportUsers(domain, writer, withHashes);
        writer.flush();
    }

    @Override
    public String toString() {
        return fileName();
    }
}
