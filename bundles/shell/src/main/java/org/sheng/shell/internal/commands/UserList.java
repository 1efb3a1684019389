package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** Lists users. */
@Service
@Command(scope = "sheng", name = "user-list", description = "Lists users, of one domain or of all")
public final class UserList extends ListCommand {
    @Argument(name = "domain", description = "Only those of this domain", multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    private static final int PAGE = 1_000;

    @Override
    void run() throws Exception {
        String domain = oneOrNone(this.domain);
        String of = domain.isEmpty() ? "" : MailAddress.normaliseDomain(domain);
        try (Listing listing = listing("address", "name", "active", "plan", "quota", "addresses")) {
            List<User> page = directory().users(of, "", PAGE);
            while (!page.isEmpty()) {
                for (User user : page) {
                    listing.row(user.address(), user.name(), user.active(), user.plan(),
                            new Bytes(user.limits().quotaBytes()), user.addresses());
                }
                page = directory().users(of, page.get(page.size() - 1).address().toString(), PAGE);
            }
        }
    }
}
