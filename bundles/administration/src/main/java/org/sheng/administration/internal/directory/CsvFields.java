package org.sheng.administration.internal.directory;

import java.util.ArrayList;
import java.util.List;

/** The fields of a line of CSV (RFC 4180 §2); no field here has a line break. */
final class CsvFields {
    private CsvFields() { }

    /** Empty when the line cannot be read. */
    static List<String> of(String line) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (true) {
            StringBuilder field = new StringBuilder();
            if (at < line.length() && line.charAt(at) == '"') {
                at = quoted(line, at + 1, field);
                if (at < 0 || at < line.length() && line.charAt(at) != ',') {
                    return List.of();
                }
            } else {
                while (at < line.length() && line.charAt(at) != ',') {
                    field.append(line.charAt(at++));
                }
            }
            fields.add(field.toString());
            if (at >= line.length()) {
                return fields;
            }
            at++;
        }
    }

    /** @return where the closing quote ends; -1 when there is none */
    private static int quoted(String line, int from, StringBuilder field) {
        for (int at = from; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c != '"') {
                field.append(c);
            } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
                field.append('"');
                at++;
            } else {
                return at + 1;
            }
        }
        return -1;
    }
}
