package org.sheng.directory.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sheng.directory.DirectoryException;
import org.sheng.mail.MailAddress;

/** One user of a CSV file. An empty Optional: the column is not there, so what is set stays; {@code password} is empty, too, for an empty field. */
record UserLine(long line, MailAddress address, Optional<String> password, Optional<String> name, Optional<OptionalLong> quota,
        Optional<String> plan) {

    static final List<String> COLUMNS = List.of("address", "password", "name", "quota", "plan");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([KMGT]?)B?");

    /** @throws DirectoryException INVALID, when a column is unknown or there twice, or there is no address */
    static List<String> header(CsvLines.Line header) throws DirectoryException {
        List<String> columns = header.fields().stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!COLUMNS.contains(column) || !seen.add(column)) {
                throw Checks.invalid("the header line names the column \"" + column + "\": address, password, name, quota and plan are known, each once");
            }
        }
        if (!seen.contains("address")) {
            throw Checks.invalid("the first line must name the columns, among them address; it is: " + String.join(",", header.fields()));
        }
        return columns;
    }

    /** @throws IllegalArgumentException with the reason for which the line is refused */
    static UserLine of(List<String> columns, CsvLines.Line line) {
        if (!line.trouble().isEmpty()) {
            throw new IllegalArgumentException("the line " + line.trouble());
        }
        if (line.fields().size() != columns.size()) {
            throw new IllegalArgumentException("the line has " + line.fields().size() + " fields, the header " + columns.size());
        }
        return new UserLine(line.number(), MailAddress.parse(field(columns, line, "address").orElse("").strip()),
                field(columns, line, "password").filter(password -> !password.isEmpty()), field(columns, line, "name"),
                field(columns, line, "quota").map(String::strip).map(UserLine::size), field(columns, line, "plan").map(String::strip));
    }

    private static Optional<String> field(List<String> columns, CsvLines.Line line, String column) {
        int at = columns.indexOf(column);
        return at < 0 ? Optional.empty() : Optional.of(line.fields().get(at));
    }

    private static OptionalLong size(String text) {
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        Matcher m = SIZE.matcher(text.toUpperCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException("not a quota: " + text + ": bytes are expected, or a number with K, M, G or T");
        }
        int power = " KMGT".indexOf(m.group(2).isEmpty() ? " " : m.group(2));
        return OptionalLong.of(Math.multiplyExact(Long.parseLong(m.group(1)), 1L << (10 * power)));
    }
}
