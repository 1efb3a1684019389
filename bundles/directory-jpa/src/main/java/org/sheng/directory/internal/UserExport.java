package org.sheng.directory.internal;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.OptionalLong;
import org.sheng.directory.internal.entity.AddressRow;
import org.sheng.directory.internal.entity.UserRow;
import org.sheng.mail.MailAddress;

/** Writes users as CSV (RFC 4180), a page at a time. */
final class UserExport {
    private static final int PAGE = 1_000;

    private final Database database;
    private final boolean withHashes;

    UserExport(Database database, boolean withHashes) {
        this.database = database;
        this.withHashes = withHashes;
    }

    long run(String domain, Writer out) throws IOException {
        out.write(String.join(",", UserLine.COLUMNS) + "\r\n"); // RFC 4180 §2.1
        long count = 0;
        String after = "";
        List<Exported> page;
        do {
            String from = after;
            page = database.read(em -> Users.rows(em, domain, from, PAGE).stream().map(row -> new Exported(row.mainKey(), line(
                    em.find(AddressRow.class, row.mainKey()).address(), row))).toList());
            for (Exported user : page) {
                out.write(user.line());
                after = user.key();
            }
            count += page.size();
        } while (page.size() == PAGE);
        out.flush();
        return count;
    }

    private String line(MailAddress address, UserRow row) {
        OptionalLong quota = row.limits().quotaBytes();
        return String.join(",", field(address.toString()), field(withHashes ? row.credentials().hash() : ""), field(row.name()),
                quota.isPresent() ? Long.toString(quota.getAsLong()) : "", field(row.plan())) + "\r\n";
    }

    // RFC 4180 §2.6 and §2.7
    private static String field(String text) {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private record Exported(String key, String line) { }
}
