package org.sheng.shell.internal.commands;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sheng.directory.Administrators;
import org.sheng.directory.Administrators.Administrator;
import org.sheng.directory.Administrators.Role;

/** Makes a token; prints it alone, so that a script can take it. */
@Service
@Command(scope = "sheng", name = "token-create", description = "Makes a token with which a program calls the admin API "
        + "for an administrator, and prints it, this once")
public final class TokenCreate extends NodeCommand {
    private static final int MOST_DAYS = 3_660;

    @Argument(name = "admin", description = "The administrator's name", required = true, multiValued = true)
    @Completion(AdminCompleter.class)
    List<String> admin;

    @Option(name = "--role", description = "What the token may do; not more than the administrator. Not given: as much")
    @Completion(value = StringsCompleter.class, values = {"system", "operator", "auditor", "domain"})
    String role;

    @Option(name = "--days", description = "How long it is good, 1 to 3660")
    String days = "90";

    @Option(name = "--note", description = "What it is for, at most 200 characters")
    String note = "";

    @Override
    void run() throws Exception {
        String name = one(admin);
        Administrators all = service(Administrators.class, "The list of administrators");
        Administrator of = all.administrator(name)
                .orElseThrow(() -> new CommandFailure("there is no administrator " + name));
        Role granted = role == null ? of.role() : AdminRole.of(role);
        Duration life = Duration.ofDays(number("--days", days, 1, MOST_DAYS));
        out().println(all.addToken(name, granted, Set.of(), life, note).text());
    }
}
