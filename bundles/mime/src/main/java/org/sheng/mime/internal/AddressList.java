package org.sheng.mime.internal;

import java.util.List;
import org.sheng.mime.MessageSummary.Address;

/**
 * An address list (RFC 5322 §3.4, with the obsolete forms of §4.4), read leniently: what is no address is passed over up to the next comma. Names and local parts lose their
 * quoting (RFC 9051 §7.5.2), encoded words stay.
 */
final class AddressList {
    private static final int MAX_ADDRESSES = 1_000;
    /** Shown as the host of an address that has none; an empty one would mean a group. */
    private static final String NO_HOST = "MISSING_DOMAIN";

    private final FieldCursor in;
    private final List<Address> out;
    private final StringBuilder words = new StringBuilder();
    private boolean space;
    private String comment = "";
    private boolean inGroup;

    AddressList(String text, List<Address> out) {
        this.in = new FieldCursor(text);
        this.out = out;
    }

    void parse() {
        while (!in.atEnd() && out.size() < MAX_ADDRESSES - 2) {
            one();
        }
        endGroup();
    }

    /** Up to and with what ends an address: a comma, a semicolon, the colon of a group's name. */
    private void one() {
        words.setLength(0);
        space = false;
        comment = "";
        while (!in.atEnd()) {
            char c = in.peek();
            switch (c) {
                case ',', ';' -> {
                    bare();
                    end();
                    return;
                }
                case ':' -> {
                    in.next();
                    beginGroup();
                    return;
                }
                case '<' -> {
                    in.next();
                    angle();
                    return;
                }
                case '@' -> {
                    in.next();
                    spec(host());
                    return;
                }
                default -> word(c);
            }
        }
        bare();
    }

    private void word(char c) {
        if (c == '"') {
            join(in.quoted());
        } else if (c == '(') {
            comment = in.comment();
        } else if (c <= ' ') {
            in.next();
            space = true;
        } else {
            join(in.atom());
        }
    }

    private void join(String text) {
        if (space && !words.isEmpty()) {
            words.append(' ');
        }
        space = false;
        words.append(text);
    }

    /** {@code joe@example.org (Joe)}: the comment is the name where nothing else is, as old mail has it. */
    private void spec(String host) {
        skipRest();
        address(comment, words.toString().replace(" .", ".").replace(". ", "."), host);
        end();
    }

    /** Behind {@code <}: a route (RFC 5322 §4.4, dropped), a local part, a domain. */
    private void angle() {
        StringBuilder local = new StringBuilder();
        String host = "";
        while (!in.atEnd() && in.peek() != '>') {
            char c = in.peek();
            if (c == '"') {
                local.append(in.quoted());
            } else if (c == '(') {
                comment = in.comment();
            } else if (c == '@') {
                in.next();
                host = host();
            } else if (c == ':') {
                in.next();
                local.setLength(0);
                host = "";
            } else if ((c == ',' || c == ';') && !local.isEmpty()) {
                break; // the > is missing
            } else if (c <= ' ' || c == ',' || c == ';') {
                in.next();
            } else {
                local.append(in.atom());
            }
        }
        skipRest();
        String name = words.isEmpty() ? comment : words.toString();
        if (!name.isEmpty() || !local.isEmpty() || !host.isEmpty()) {
            address(name, local.toString(), host);
        }
        end();
    }

    /** A domain or a domain literal, without the white space and the comments in it. */
    private String host() {
        StringBuilder host = new StringBuilder();
        while (!in.atEnd() && ",;><:\"@".indexOf(in.peek()) < 0) {
            char c = in.peek();
            if (c == '(') {
                comment = in.comment();
            } else if (c == '[') {
                while (!in.atEnd() && in.peek() != ']') {
                    host.append(in.next());
                }
            } else if (c <= ' ') {
                in.next();
            } else {
                host.append(in.next());
            }
        }
        return host.toString();
    }

    /** Words without an address: a local name, as old systems write it. */
    private void bare() {
        if (!words.isEmpty()) {
            address(comment, words.toString(), "");
        }
    }

    private void address(String name, String local, String host) {
        out.add(new Address(name, local, host.isEmpty() ? NO_HOST : host));
    }

    private void beginGroup() {
        endGroup();
        if (!words.isEmpty()) {
            out.add(new Address("", words.toString(), ""));
            inGroup = true;
        }
    }

    private void endGroup() {
        if (inGroup) {
            inGroup = false;
            out.add(new Address("", "", ""));
        }
    }

    private void skipRest() {
        while (!in.atEnd() && in.peek() != ',' && in.peek() != ';') {
            char c = in.peek();
            if (c == '(') {
                comment = in.comment();
            } else if (c == '"') {
                in.quoted();
            } else {
                in.next();
            }
        }
    }

    /** At a comma or, where the group ends with it, a semicolon, or at the end. */
    private void end() {
        if (!in.atEnd() && in.next() == ';') {
            endGroup();
        }
    }
}
