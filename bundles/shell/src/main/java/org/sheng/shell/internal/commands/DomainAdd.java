package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Domain;
import org.sheng.directory.LimitSettings;

/** Adds a domain whose mail is taken here. */
@Service
@Command(scope = "sheng", name = "domain-add", description = "Adds a domain whose mail is taken here")
public final class DomainAdd extends LimitedCommand {
    @Argument(name = "domain", description = "Its name, such as example.org", required = true, multiValued = true)
    List<String> domain;

    @Option(name = "--plan", description = "Plan whose limits its users inherit")
    @Completion(PlanCompleter.class)
    String plan = "";

    @Option(name = "--catch-all", description = "Address that gets the mail for unknown addresses; without it such "
            + "mail is refused")
    String catchAll = "";

    @Override
    void run() throws Exception {
        String domain = one(this.domain);
        String target = catchAll.isEmpty() ? "" : address(catchAll).toString();
        Domain added = directory().addDomain(new Domain(domain, true, plan, target, limits(LimitSettings.INHERIT), 0));
        out().println("Mail for " + added.name() + " is taken from now on. Users are added with `sheng:user-add NAME@"
                + added.name() + "`.");
    }
}
