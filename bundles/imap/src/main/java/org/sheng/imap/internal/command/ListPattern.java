package org.sheng.imap.internal.command;

/** A pattern of LIST (RFC 3501 §6.3.8): {@code *} is anything, {@code %} anything but the separator. */
final class ListPattern {
    private final String pattern;

    ListPattern(String reference, String pattern) {
        String whole = reference + pattern;
        this.pattern = whole.replaceAll("\\*[*%]*", "*").replaceAll("%+", "%");
    }

    /** INBOX in any case (RFC 3501 §5.1). In time of at most length of name by length of pattern. */
    boolean matches(String name) {
        int inbox = name.equals("INBOX") || name.startsWith("INBOX/") ? 5 : 0;
        boolean[] reached = new boolean[name.length() + 1];
        reached[0] = true;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' || c == '%') {
                for (int at = 0; at < name.length(); at++) {
                    reached[at + 1] |= reached[at] && (c == '*' || name.charAt(at) != '/');
                }
                continue;
            }
            for (int at = name.length(); at > 0; at--) {
                char here = name.charAt(at - 1);
                boolean same = here == c || at <= inbox && here == Character.toUpperCase(c);
                reached[at] = reached[at - 1] && same;
            }
            reached[0] = false;
        }
        return reached[name.length()];
    }

    boolean endsWithPercent() {
        return pattern.endsWith("%");
    }
}
