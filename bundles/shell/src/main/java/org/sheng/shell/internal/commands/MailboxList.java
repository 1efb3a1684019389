package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Directory;
import org.sheng.directory.User;
import org.sheng.store.MailStore;
import org.sheng.store.Mailbox;

/** Lists the mailboxes of a user. */
@Service
@Command(scope = "sheng", name = "mailbox-list", description = "Lists the mailboxes of a user with what is in them")
public final class MailboxList extends ListCommand {
    @Argument(name = "user", description = "One of the user's addresses", required = true, multiValued = true)
    @Completion(UserCompleter.class)
    List<String> user;

    @Override
    void run() throws Exception {
        String user = one(this.user);
        User owner = service(Directory.class, "The directory").user(address(user))
                .orElseThrow(() -> UserChange.missing(user));
        MailStore store = service(MailStore.class, "The mail store");
        try (Listing listing = listing("mailbox", "messages", "unseen", "size", "specialUse", "subscribed",
                "uidValidity", "uidNext", "highestModseq")) {
            for (Mailbox mailbox : store.mailboxes(owner.id())) {
                listing.row(mailbox.name(), mailbox.messages(), mailbox.unseen(), new Bytes(mailbox.bytes()),
                        mailbox.specialUse(),
                        mailbox.subscribed(), mailbox.uidValidity(), mailbox.uidNext(), mailbox.highestModseq());
            }
        }
    }
}
