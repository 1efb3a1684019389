package org.sheng.administration.internal.directory;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sheng.operation.Call;
import org.sheng.operation.Refusal;
import org.sheng.operation.Refusal.Kind;

/**
 * CSV on its way to the directory, line by line: a line that the caller may not have is told and becomes a blank one, so that the others
 * keep their numbers. At most one line is held.
 */
final class CheckedCsv extends Reader {
    static final int TOLD = 100;
    private static final int MAX_LINE = 16_384; // as the directory has it; a longer one it refuses
    private static final int PROGRESS = 1_000;

    private final Reader in;
    private final CsvRules rules;
    private final Call call;
    private final List<String> firstRefused = new ArrayList<>();
    private List<String> columns = List.of();
    private long line;
    private long refused;
    private String waiting = "";
    private int at;

    CheckedCsv(InputStream bytes, CsvRules rules, Call call) {
        this.in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
        this.rules = rules;
        this.call = call;
    }

    List<String> firstRefused() {
        return firstRefused;
    }

    long refused() {
        return refused;
    }

    /** What all lines would do; nothing is changed. */
    UserImport.Out check() throws IOException, Refusal {
        long added = 0;
        long changed = 0;
        for (Optional<String> text = next(); text.isPresent(); text = next()) {
            if (text.get().isBlank()) {
                continue;
            }
            List<String> fields = CsvFields.of(text.get());
            if (columns.isEmpty()) {
                columns = rules.header(fields);
                continue;
            }
            try {
                boolean isNew = rules.effect(columns, read(text.get(), fields)) == CsvRules.Effect.ADDED;
                added += isNew ? 1 : 0;
                changed += isNew ? 0 : 1;
            } catch (Refusal no) {
                refuse(no);
            }
        }
        if (columns.isEmpty()) {
            throw new Refusal(Kind.INVALID, "file", Refused.text("csv-header", ""));
        }
        return new UserImport.Out(added + changed + refused, added, changed, refused, List.copyOf(firstRefused));
    }

    private static List<String> read(String text, List<String> fields) throws Refusal {
        if (fields.isEmpty() || text.length() > MAX_LINE) {
            throw new Refusal(Kind.INVALID, "file", Refused.text("csv-line"));
        }
        return fields;
    }

    private void refuse(Refusal no) {
        refused++;
        if (firstRefused.size() < TOLD) {
            firstRefused.add(Refused.text("csv-refused", String.valueOf(line), no.text(rules.caller().language()))
                    .in(rules.caller().language()));
        }
    }

    /** The next line without its end; empty at the end of the file. */
    private Optional<String> next() throws IOException {
        if (call.cancelled()) {
            throw new IOException("cancelled");
        }
        StringBuilder text = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        while (c >= 0 && c != '\n') {
            if (text.length() <= MAX_LINE + 1) {
                text.append((char) c);
            }
            c = in.read();
        }
        line++;
        if (line % PROGRESS == 0) {
            call.progress(new Call.Progress(line, 0, Refused.text("lines-done", line)));
        }
        int length = text.length();
        if (length > 0 && text.charAt(length - 1) == '\r') {
            text.setLength(length - 1);
        }
        if (line == 1 && !text.isEmpty() && text.charAt(0) == '\uFEFF') {
            text.deleteCharAt(0); // byte order mark
        }
        return Optional.of(text.toString());
    }

    @Override
    public int read(char[] into, int from, int length) throws IOException {
        if (at == waiting.length()) {
            Optional<String> text = next();
            if (text.isEmpty()) {
                return -1;
            }
            waiting = taken(text.get()) + "\n";
            at = 0;
        }
        int some = Math.min(length, waiting.length() - at);
        waiting.getChars(at, at + some, into, from);
        at += some;
        return some;
    }

    /** The line, or a blank one instead of what the caller may not have. */
    private String taken(String text) {
        List<String> fields = CsvFields.of(text);
        if (text.isBlank() || fields.isEmpty()) {
            return text; // the directory says what is wrong with it
        }
        if (columns.isEmpty()) {
            columns = fields.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
            return text;
        }
        try {
            rules.mayBe(columns, fields);
            return text;
        } catch (Refusal no) {
            refuse(no);
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
