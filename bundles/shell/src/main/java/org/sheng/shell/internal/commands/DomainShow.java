package org.sheng.shell.internal.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.Domain;
import org.sheng.mail.MailAddress;

/** Shows a domain. */
@Service
@Command(scope = "sheng", name = "domain-show", description = "Shows a domain with its limits")
public final class DomainShow extends ShowCommand {
    @Argument(name = "domain", description = "Its name", required = true, multiValued = true)
    @Completion(DomainCompleter.class)
    List<String> domain;

    @Override
    void run() throws Exception {
        String domain = one(this.domain);
        Domain found = directory().domain(MailAddress.normaliseDomain(domain))
                .orElseThrow(() -> DomainChange.missing(domain));
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("domain", found.name());
        properties.put("users", found.users());
        properties.put("active", found.active());
        properties.put("plan", found.plan());
        properties.put("catchAll", found.catchAll());
        LimitRows.add(properties, found.limits());
        show(properties);
    }
}
