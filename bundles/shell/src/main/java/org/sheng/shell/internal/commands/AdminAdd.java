package org.sheng.shell.internal.commands;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;

/** Adds an administrator of the node. */
@Service
@Command(scope = "sheng", name = "admin-add", description = "Adds an administrator of the node")
public final class AdminAdd extends NodeCommand {
    @Argument(name = "name", description = "a to z, 0 to 9, dot, _ and -; no mail address", required = true,
            multiValued = true)
    List<String> name;

    @Option(name = "--role", description = "system: everything; operator: look, start and stop; auditor: look; "
            + "domain: what is of the domains of --domains")
    @Completion(value = StringsCompleter.class, values = {"system", "operator", "auditor", "domain"})
    String role = "auditor";

    @Option(name = "--domains", description = "Domains of an administrator of domains, with commas between")
    @Completion(DomainCompleter.class)
    String domains = "";

    @Option(name = "--password", description = "8 to 256 characters; asked for where it is not given", censor = true,
            mask = '*')
    String password;

    @Override
    void run() throws Exception {
        String name = one(this.name);
        Role granted = AdminRole.of(role);
        Set<String> of = Arrays.stream(domains.split(",")).map(String::strip).filter(domain -> !domain.isEmpty())
                .collect(Collectors.toSet());
        char[] secret = Password.given(password, session);
        service(Administrators.class, "The list of administrators")
                .add(new Administrator(name, granted, Set.of(), of, false), secret);
        out().println(name + " is an administrator now: " + Cell.word(granted) + ".");
    }
}
