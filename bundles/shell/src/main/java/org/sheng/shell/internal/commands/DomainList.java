package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Domain;

/** Lists the domains. */
@Service
@Command(scope = "sheng", name = "domain-list", description = "Lists the domains whose mail is taken here")
public final class DomainList extends ListCommand {
    private static final int PAGE = 1_000;

    @Override
    void run() throws Exception {
        try (Listing listing = listing("domain", "users", "active", "plan", "catchAll", "quota")) {
            List<Domain> page = directory().domains("", PAGE);
            while (!page.isEmpty()) {
                for (Domain domain : page) {
                    listing.row(domain.name(), domain.users(), domain.active(), domain.plan(), domain.catchAll(),
                            LimitRows.bytes(domain.limits().quotaBytes()));
                }
                page = directory().domains(page.get(page.size() - 1).name(), PAGE);
            }
        }
    }
}
