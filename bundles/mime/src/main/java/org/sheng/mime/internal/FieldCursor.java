package org.sheng.mime.internal;

/** Reads tokens, quoted strings and comments of a structured header field (RFC 2045 §5.1, RFC 5322 §3.2). Never fails: it ends. */
final class FieldCursor {
    private final String text;
    private int at;

    FieldCursor(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    char peek() {
        return text.charAt(at);
    }

    char next() {
        return text.charAt(at++);
    }

    /** Passes over white space and comments. */
    void skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                comment();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else {
                return;
            }
        }
    }

    /** The text of the comment that begins here, comments within it too. */
    String comment() {
        StringBuilder out = new StringBuilder();
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                out.append(text.charAt(at++));
                continue;
            }
            if (c == ')' && --depth == 0) {
                break;
            }
            if (c == '(' && depth++ == 0) {
                continue;
            }
            out.append(c);
        }
        return out.toString().strip();
    }

    /** A quoted string that begins here, without quoting. One without end ends with the text. */
    String quoted() {
        StringBuilder out = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                break;
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            out.append(c);
        }
        return out.toString();
    }

    /** RFC 2045 §5.1; empty: none here. */
    String token() {
        skipBlank();
        int from = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** One or more characters that mean nothing in an address list. */
    String atom() {
        int from = at++;
        while (at < text.length() && text.charAt(at) > ' ' && "\"(),:;<>@".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    boolean take(char wanted) {
        skipBlank();
        if (atEnd() || peek() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** A parameter's value; what is not quoted ends at a semicolon or white space, whatever else is in it. */
    String value() {
        skipBlank();
        if (!atEnd() && peek() == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && text.charAt(at) != ';' && text.charAt(at) > ' ') {
            at++;
        }
        return text.substring(from, at);
    }

    /** Passes over everything up to and with the character, quoted strings and comments as wholes. */
    boolean skipTo(char wanted) {
        while (true) {
            skipBlank();
            if (atEnd()) {
                return false;
            }
            if (peek() == '"') {
                quoted();
            } else if (next() == wanted) {
                return true;
            }
        }
    }

    private static boolean isToken(char c) {
        return c > ' ' && c != 127 && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }
}
