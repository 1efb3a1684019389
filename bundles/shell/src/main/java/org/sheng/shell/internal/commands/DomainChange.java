package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sheng.directory.Domain;
import org.sheng.mail.MailAddress;

/** Changes a domain. */
@Service
@Command(scope = "sheng", name = "domain-change", description = "Changes a domain: what is not given stays")
public final class DomainChange extends LimitedCommand {
    @Argument(name = "domain", description = "Its name", required = true, multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    @Option(name = "--plan", description = "Plan whose limits its users inherit; empty: none")
    @Completion(PlanCompleter.class)
    String plan;

    @Option(name = "--catch-all", description = "Address that gets the mail for unknown addresses; empty: such mail "
            + "is refused")
    String catchAll;

    @Option(name = "--active", description = "false: nobody logs in, mail is still taken; true: as usual")
    @Completion(value = StringsCompleter.class, values = {"true", "false"})
    String active;

    @Override
    void run() throws Exception {
        String domain = one(this.domain);
        Domain before = directory().domain(MailAddress.normaliseDomain(domain)).orElseThrow(() -> missing(domain));
        directory().changeDomain(new Domain(before.name(), active == null ? before.active()
                : Flag.parse("--active", active),
                plan == null ? before.plan() : plan, catchAll == null ? before.catchAll() : catchAll.isEmpty() ? ""
                : address(catchAll).toString(),
                limits(before.limits()), before.users()));
        out().println(before.name() + " is changed.");
    }

    static CommandFailure missing(String domain) {
        return new CommandFailure("There is no domain " + domain + " here. `sheng:domain-list` shows those there are.");
    }
}
