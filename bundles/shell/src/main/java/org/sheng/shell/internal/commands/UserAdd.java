package org.sheng.shell.internal.commands;

import java.util.ArrayList;
import java.util.List;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.sheng.directory.DirectoryAdmin.UserSettings;
import org.sheng.directory.LimitSettings;
import org.sheng.directory.User;
import org.sheng.mail.MailAddress;

/** Adds a user with a mailbox. */
@Service
@Command(scope = "sheng", name = "user-add", description = "Adds a user with a mailbox")
public final class UserAdd extends LimitedCommand {
    @Argument(name = "address", description = "The main address; by it the user logs in", required = true,
            multiValued = true)
    List<String> address;

    @Option(name = "--password", description = "8 to 256 characters; asked for where it is not given", censor = true,
            mask = '*')
    String password;

    @Option(name = "--name", description = "The person's name")
    String name = "";

    @Option(name = "--plan", description = "Plan whose limits hold; without it the domain's")
    @Completion(PlanCompleter.class)
    String plan = "";

    @Option(name = "--also", description = "A further address of the user; may be given several times",
            multiValued = true)
    List<String> also = new ArrayList<>();

    @Override
    void run() throws Exception {
        String address = one(this.address);
        List<MailAddress> addresses = new ArrayList<>(List.of(address(address)));
        for (String further : also) {
            addresses.add(address(further));
        }
        char[] secret = Password.given(password, session);
        User added = directory().addUser(new UserSettings(addresses, name, true, plan, limits(LimitSettings.INHERIT)),
                secret);
        out().println(added.address() + " has a mailbox and can log in.");
    }
}
