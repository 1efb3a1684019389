package org.sheng.shell.internal.commands;

import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.mail.MailAddress;

/** Deletes a domain. */
@Service
@Command(scope = "sheng", name = "domain-delete", description =
        "Deletes a domain that has no users, aliases and groups any more")
public final class DomainDelete extends NodeCommand {
    @Argument(name = "domain", description = "Its name", required = true, multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    @Override
    void run() throws Exception {
        String domain = one(this.domain);
        directory().deleteDomain(MailAddress.normaliseDomain(domain));
        out().println("Mail for " + domain + " is refused from now on.");
    }
}
