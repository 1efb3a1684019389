package org.sheng.smtp.parse;

/**
 * A path in angle brackets with what follows it (RFC 5321 §4.1.2), behind {@code FROM:} or {@code TO:}.
 *
 * @param address between the brackets, without a source route; may be empty
 * @param parameters behind the brackets
 */
record Path(String address, String parameters) {

    static Path parse(String argument, String keyword, String status) throws BadSyntax {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new BadSyntax(501, "5.5.4", "say " + keyword + "<address>");
        }
        int open = keyword.length();
        while (open < argument.length() && argument.charAt(open) == ' ') { // not allowed (RFC 5321 §3.3), often met, harmless
            open++;
        }
        if (open == argument.length() || argument.charAt(open) != '<') {
            throw new BadSyntax(501, status, "an address stands in angle brackets");
        }
        int close = end(argument, open + 1);
        if (close < 0) {
            throw new BadSyntax(501, status, "the angle bracket is not closed");
        }
        if (close + 1 < argument.length() && argument.charAt(close + 1) != ' ') {
            throw new BadSyntax(501, "5.5.4", "a space stands between the address and its parameters");
        }
        return new Path(withoutRoute(argument.substring(open + 1, close), status), argument.substring(close + 1).strip());
    }

    /** The closing bracket, outside of a quoted-string; -1 for none. */
    private static int end(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** Source routes are accepted and ignored (RFC 5321 §4.1.1.3, appendix C). */
    private static String withoutRoute(String path, String status) throws BadSyntax {
        if (!path.startsWith("@")) {
            return path;
        }
        int colon = path.indexOf(':');
        if (colon < 0) {
            throw new BadSyntax(501, status, "a source route ends with a colon");
        }
        return path.substring(colon + 1);
    }
}
