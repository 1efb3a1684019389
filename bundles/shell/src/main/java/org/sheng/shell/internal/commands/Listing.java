package org.sheng.shell.internal.commands;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows as a table or as JSON, written as they come: the widths of the columns follow from the first 1,000 rows. */
final class Listing implements AutoCloseable {
    private static final int LOOK_AHEAD = 1_000;

    private final PrintStream out;
    private final boolean json;
    private final String[] columns;
    private List<String[]> ahead = new ArrayList<>();
    private int[] widths;
    private long rows;

    Listing(PrintStream out, boolean json, String... columns) {
        this.out = out;
        this.json = json;
        this.columns = columns;
    }

    void row(Object... values) {
        if (values.length != columns.length) {
            throw new IllegalStateException(columns.length + " columns, " + values.length + " values");
        }
        if (json) {
            out.print(rows == 0 ? "[\n" : ",\n");
            out.print(Json.of(named(values)));
        } else {
            table(values);
        }
        rows++;
    }

    /** Ends the table. */
    @Override
    public void close() {
        if (json) {
            out.println(rows == 0 ? "[]" : "\n]");
        } else {
            writeAhead();
        }
        out.flush();
    }

    private Map<String, Object> named(Object[] values) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < columns.length; i++) {
            object.put(columns[i], values[i]);
        }
        return object;
    }

    private void table(Object[] values) {
        String[] cells = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            cells[i] = Cell.text(values[i]);
        }
        if (widths != null) {
            write(cells);
            return;
        }
        ahead.add(cells);
        if (ahead.size() == LOOK_AHEAD) {
            writeAhead();
        }
    }

    private void writeAhead() {
        if (widths != null) {
            return;
        }
        String[] titles = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            titles[i] = Cell.title(columns[i]);
        }
        ahead.add(0, titles);
        widths = new int[columns.length];
        for (String[] cells : ahead) {
            for (int i = 0; i < cells.length; i++) {
                widths[i] = Math.max(widths[i], cells[i].length());
            }
        }
        ahead.forEach(this::write);
        ahead = List.of();
    }

    private void write(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            line.append(cells[i]);
            if (i < cells.length - 1) {
                line.append(" ".repeat(Math.max(0, widths[i] - cells[i].length()) + 2));
            }
        }
        out.println(line);
    }
}
