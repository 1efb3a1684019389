package org.sheng.store.rocksdb.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sheng.store.Mailbox;
import org.sheng.store.StoreException.Reason;

/** What a mailbox may be called. */
final class MailboxName {
    private static final int MAX_OCTETS = 1000;

    private MailboxName() { }

    /** INBOX in capitals, however it was written, also above others (RFC 9051 §5.1). */
    static String canonical(String name) {
        int level = name.indexOf(Mailbox.SEPARATOR);
        String first = level < 0 ? name : name.substring(0, level);
        return first.equalsIgnoreCase(Mailbox.INBOX) ? Mailbox.INBOX + name.substring(first.length()) : name;
    }

    /** The canonical name, when it is one. */
    static String check(Application batch, String name) {
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            throw batch.refuse(Reason.TOO_LARGE, "a mailbox name has at most " + MAX_OCTETS + " octets");
        }
        for (String level : name.split("/", -1)) {
            if (level.isEmpty()) {
                throw batch.refuse(Reason.CONFLICT, "a mailbox name has no empty level: '" + name + "'");
            }
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw batch.refuse(Reason.CONFLICT, "a mailbox name has no control characters");
        }
        return canonical(name);
    }

    /** Names above it, the highest first. */
    static List<String> above(String name) {
        List<String> above = new ArrayList<>();
        for (int at = name.indexOf(Mailbox.SEPARATOR); at >= 0; at = name.indexOf(Mailbox.SEPARATOR, at + 1)) {
            above.add(name.substring(0, at));
        }
        return above;
    }
}
