package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.mail.MailAddress;

/** Changes a user. */
@Service
@Command(scope = "sheng", name = "user-change", description = "Changes a user: what is not given stays")
public final class UserChange extends LimitedCommand {
    @Argument(name = "address", description = "One of the user's addresses", required = true, multiValued = true)
    @Completion(UserCompleter.class)
    List<String> address;

    @Option(name = "--name", description = "The person's name")
    String name;

    @Option(name = "--plan", description = "Plan whose limits hold; empty: the domain's")
    @Completion(PlanCompleter.class)
    String plan;

    @Option(name = "--active", description = "false: suspended, no login, mail is still taken; true: as usual")
    @Completion(value = StringsCompleter.class, values = {"true", "false"})
    String active;

    @Option(name = "--add-address", description = "A further address; may be given several times", multiValued = true)
    List<String> add = new ArrayList<>();

    @Option(name = "--remove-address", description = "An address to take away; may be given several times",
            multiValued = true)
    List<String> remove = new ArrayList<>();

    @Override
    void run() throws Exception {
        String address = one(this.address);
        MailAddress user = address(address);
        UserSettings before = directory().userSettings(user).orElseThrow(() -> missing(address));
        directory().changeUser(user, new UserSettings(addresses(user, before), name == null ? before.name() : name,
                active == null ? before.active() : Flag.parse("--active", active), plan == null ? before.plan() : plan,
                limits(before.limits())));
        out().println(user + " is changed.");
    }

    static CommandFailure missing(String address) {
        return new CommandFailure("There is no user " + address + " here. `sheng:user-list` shows those there are.");
    }

    private List<MailAddress> addresses(MailAddress user, UserSettings before) throws CommandFailure {
        Set<MailAddress> addresses = new LinkedHashSet<>(before.addresses());
        for (String further : add) {
            addresses.add(address(further));
        }
        for (String old : remove) {
            if (!addresses.remove(address(old))) {
                throw new CommandFailure(old + " is none of the addresses of " + user + ".");
            }
        }
        return List.copyOf(addresses);
    }
}
