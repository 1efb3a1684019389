package org.sheng.imap.internal.command;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.Command.ListOption;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.imap.internal.write.Out;
import org.sheng.net.Next;
import org.sheng.store.Mailbox;

/** LIST (RFC 3501 §6.3.8), with the options that RFC 6154 §2 adds, and the attributes of RFC 3348. */
final class List {
    private List() { }

    static Next handle(ImapSession session, Command.List_ command) {
        boolean plain = command.only().isEmpty() && command.give().isEmpty();
        if (plain && command.patterns().equals(java.util.List.of(""))) {
            session.out().raw("* LIST (\\Noselect) \"/\" \"\"\r\n"); // the separator alone is asked for
            return session.ok("Listed");
        }
        java.util.List<ListPattern> patterns = command.patterns().stream().map(p -> new ListPattern(command.reference(), p)).toList();
        java.util.List<Mailbox> mailboxes = session.store().mailboxes(session.user().id());
        Map<String, Mailbox> byName = new TreeMap<>();
        mailboxes.forEach(mailbox -> byName.put(mailbox.name(), mailbox));
        Set<String> parents = parents(byName.keySet());
        Set<String> subscribed = needsSubscriptions(command) ? Set.copyOf(session.store().subscriptions(session.user().id())) : Set.of();
        Set<String> names = new LinkedHashSet<>();
        byName.keySet().forEach(names::add);
        names.addAll(parents); // a name above others that no mailbox has (any more)
        if (command.only().contains(ListOption.SUBSCRIBED)) {
            names.addAll(subscribed);
        }
        for (String name : names) {
            Mailbox mailbox = byName.get(name);
            boolean wanted = (!command.only().contains(ListOption.SPECIAL_USE) || mailbox != null && !mailbox.specialUse().isEmpty())
                    && (!command.only().contains(ListOption.SUBSCRIBED) || subscribed.contains(name));
            if (wanted && patterns.stream().anyMatch(pattern -> pattern.matches(name))) {
                write(session.out(), name, mailbox, parents.contains(name), subscribed.contains(name));
            }
        }
        return session.ok("Listed");
    }

    private static boolean needsSubscriptions(Command.List_ command) {
        return command.only().contains(ListOption.SUBSCRIBED) || command.give().contains(ListOption.SUBSCRIBED);
    }

    /** All names that have names below. */
    static Set<String> parents(Set<String> names) {
        Set<String> parents = new LinkedHashSet<>();
        for (String name : names) {
            for (int cut = name.lastIndexOf('/'); cut > 0; cut = name.lastIndexOf('/', cut - 1)) {
                parents.add(name.substring(0, cut));
            }
        }
        return parents;
    }

    private static void write(Out out, String name, Mailbox mailbox, boolean hasChildren, boolean subscribed) {
        out.raw("* LIST (").raw(hasChildren ? "\\HasChildren" : "\\HasNoChildren");
        if (mailbox == null) {
            out.raw(" \\Noselect");
        } else if (!mailbox.specialUse().isEmpty()) {
            out.raw(' ').raw(mailbox.specialUse());
        }
        if (subscribed) {
            out.raw(" \\Subscribed");
        }
        out.raw(") \"/\" ").string(MailboxName.encode(name)).end();
    }
}
