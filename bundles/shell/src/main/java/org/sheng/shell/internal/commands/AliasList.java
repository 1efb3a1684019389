package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Alias;
import org.sheng.mail.MailAddress;

/** Lists aliases. */
@Service
@Command(scope = "sheng", name = "alias-list", description = "Lists aliases, of one domain or of all")
public final class AliasList extends ListCommand {
    @Argument(name = "domain", description = "Only those of this domain", multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    private static final int PAGE = 1_000;

    @Override
    void run() throws Exception {
        String domain = oneOrNone(this.domain);
        String of = domain.isEmpty() ? "" : MailAddress.normaliseDomain(domain);
        try (Listing listing = listing("address", "targets")) {
            List<Alias> page = directory().aliases(of, "", PAGE);
            while (!page.isEmpty()) {
                for (Alias alias : page) {
                    listing.row(alias.address(), alias.targets());
                }
                page = directory().aliases(of, page.get(page.size() - 1).address().toString(), PAGE);
            }
        }
    }
}
