package org.sheng.imap.internal.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sheng.imap.internal.parse.Command;
import org.sheng.imap.internal.parse.MailboxName;
import org.sheng.imap.internal.session.ImapSession;
import org.sheng.net.Next;
import org.sheng.store.Mailbox;

/** LSUB (RFC 3501 §6.3.9). */
final class Lsub {
    private Lsub() { }

    static Next handle(ImapSession session, Command.Lsub command) {
        ListPattern pattern = new ListPattern(command.reference(), command.pattern());
        Set<String> subscribed = new TreeSet<>(session.store().subscriptions(session.user().id()));
        Set<String> present = new TreeSet<>(session.store().mailboxes(session.user().id()).stream().map(Mailbox::name).toList());
        Map<String, Boolean> selectable = new LinkedHashMap<>();
        subscribed.stream().filter(pattern::matches).forEach(name -> selectable.put(name, present.contains(name)));
        if (pattern.endsWithPercent()) { // foo for a subscribed foo/bar
            List.parents(subscribed).stream().filter(pattern::matches).forEach(name -> selectable.putIfAbsent(name, false));
        }
        selectable.forEach((name, can) -> session.out().raw(can ? "* LSUB () \"/\" " : "* LSUB (\\Noselect) \"/\" ")
                .string(MailboxName.encode(name)).end());
        return session.ok("Listed");
    }
}
