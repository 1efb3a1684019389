package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Group;
import org.sheng.mail.MailAddress;

/** Lists groups. */
@Service
@Command(scope = "sheng", name = "group-list", description =
        "Lists groups, of one domain or of all, with the number of members")
public final class GroupList extends ListCommand {
    @Argument(name = "domain", description = "Only those of this domain", multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    private static final int PAGE = 1_000;

    @Override
    void run() throws Exception {
        String domain = oneOrNone(this.domain);
        String of = domain.isEmpty() ? "" : MailAddress.normaliseDomain(domain);
        try (Listing listing = listing("address", "name", "writers", "members")) {
            List<Group> page = directory().groups(of, "", PAGE);
            while (!page.isEmpty()) {
                for (Group group : page) {
                    listing.row(group.address(), group.name(), group.writers(), group.members().size());
                }
                page = directory().groups(of, page.get(page.size() - 1).address().toString(), PAGE);
            }
        }
    }
}
