package org.sheng.smtp.session;

/**
 * A reply of one line (RFC 5321 §4.2).
 *
 * @param status enhanced status code (RFC 3463); empty where the reply has none (RFC 2034 §4: greeting, HELO)
 */
public record Reply(int code, String status, String text) {
    public static final Reply LOCAL_ERROR = new Reply(451, "4.3.0", "local error; try again later");

    public boolean positive() {
        return code < 400;
    }

    /** Without line end, on one line whatever the text holds. */
    public String line() {
        StringBuilder line = new StringBuilder(16 + text.length()).append(code).append(' ');
        if (!status.isEmpty()) {
            line.append(status).append(' ');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(c < ' ' || c > '~' ? '?' : c);
        }
        return line.toString();
    }
}
