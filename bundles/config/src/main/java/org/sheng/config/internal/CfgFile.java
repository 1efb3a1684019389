package org.sheng.config.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@code .cfg} file taken apart: the grammar of {@link java.util.Properties#load(java.io.Reader)}, with the line of
 * each key.
 */
final class CfgFile {
    private final String text;
    private int at;
    private int line = 1;

    private CfgFile(String text) {
        this.text = text;
    }

    /** @param line the first of the entry, counted from 1; 0 where it is in no file */
    record Entry(String key, String value, int line) { }

    /** @throws IllegalArgumentException with the line, for an escape that is none */
    static List<Entry> parse(String text) {
        return new CfgFile(text.replace("\r\n", "\n").replace('\r', '\n')).entries();
    }

    private List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        while (at < text.length()) {
            skipBlanks();
            if (end() || text.charAt(at) == '\n') {
                nextLine();
            } else if (text.charAt(at) == '#' || text.charAt(at) == '!') {
                while (!end() && text.charAt(at) != '\n') {
                    at++;
                }
                nextLine();
            } else {
                entries.add(entry());
            }
        }
        return entries;
    }

    private Entry entry() {
        int first = line;
        String key = piece(true);
        skipBlanks();
        if (!end() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
            at++;
            skipBlanks();
        }
        String value = piece(false);
        nextLine();
        return new Entry(key, value.stripTrailing(), first);
    }

    private String piece(boolean key) {
        StringBuilder piece = new StringBuilder();
        while (!end()) {
            char c = text.charAt(at);
            if (c == '\n' || key && (c == '=' || c == ':' || c == ' ' || c == '\t' || c == '\f')) {
                break;
            }
            at++;
            if (c != '\\') {
                piece.append(c);
            } else if (!end()) {
                escape(piece);
            }
        }
        return piece.toString();
    }

    private void escape(StringBuilder piece) {
        char c = text.charAt(at++);
        switch (c) {
            case '\n' -> {
                line++;
                skipBlanks();
            }
            case 't' -> piece.append('\t');
            case 'n' -> piece.append('\n');
            case 'r' -> piece.append('\r');
            case 'f' -> piece.append('\f');
            case 'u' -> piece.append(unicode());
            default -> piece.append(c);
        }
    }

    private char unicode() {
        try {
            char c = (char) Integer.parseInt(text.substring(at, at + 4), 16);
            at += 4;
            return c;
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new IllegalArgumentException("line " + line + ": \\u must be followed by four hexadecimal digits");
        }
    }

    private void skipBlanks() {
        while (!end() && " \t\f".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void nextLine() {
        at++;
        line++;
    }

    private boolean end() {
        return at >= text.length();
    }
}
